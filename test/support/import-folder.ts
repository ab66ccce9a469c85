// A folder of files to be imported, for the tests that read them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ImportFolder = {
  readonly path: string;
  /** A file of these lines; its path. */
  file(name: string, ...lines: string[]): Promise<string>;
  /** `orders.csv` and `customers.csv` with the columns that most tests need; their paths. */
  orders(...lines: string[]): Promise<string>;
  customers(...lines: string[]): Promise<string>;
  remove(): Promise<void>;
};

export async function anImportFolder(): Promise<ImportFolder> {
  const path = await mkdtemp(join(tmpdir(), 'winback-import-'));
  const file = async (name: string, ...lines: string[]) => {
    await writeFile(join(path, name), `${lines.join('\n')}\n`);
    return join(path, name);
  };
  return {
    path,
    file,
    orders: (...lines) => file('orders.csv', 'customer_id,ordered_on,amount', ...lines),
    customers: (...lines) => file('customers.csv', 'customer_id,email,phone,email_consent,sms_consent', ...lines),
    remove: () => rm(path, { recursive: true }),
  };
}
