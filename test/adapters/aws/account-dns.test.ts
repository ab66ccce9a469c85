import { describe, expect, test } from 'vitest';
import { type DnsResolver, readDns } from '#adapters/aws/account-dns';

function failing(code: string): never {
  throw Object.assign(new Error('query failed'), { code });
}

const resolver: DnsResolver = {
  async resolveTxt(name) {
    if (name === 'two.test') return [['v=spf1 ', '-all'], ['other']];
    return failing(name === 'none.test' ? 'ENODATA' : 'ESERVFAIL');
  },
  resolveCname: async (name) => (name === 'a.test' ? ['b.test'] : failing('ENOTFOUND')),
};

test('every record is answered for itself: texts whole, nothing as nothing, silence as silence', async () => {
  const records = await readDns(resolver, [
    { type: 'TXT', name: 'two.test' },
    { type: 'TXT', name: 'none.test' },
    { type: 'TXT', name: 'broken.test' },
    { type: 'CNAME', name: 'A.test' },
    { type: 'CNAME', name: 'a.test' },
  ]);
  expect([...records]).toEqual([
    ['TXT two.test', { status: 'seen', value: ['v=spf1 -all', 'other'] }],
    ['TXT none.test', { status: 'seen', value: [] }],
    ['TXT broken.test', { status: 'silent', who: 'DNS', fault: 'ESERVFAIL' }],
    ['CNAME a.test', { status: 'seen', value: ['b.test'] }],
  ]);
});

describe('a resolver that never answers', () => {
  test('is silent', async () => {
    const forever = { ...resolver, resolveTxt: () => new Promise<never>(() => {}) };
    const records = await readDns(forever, [{ type: 'TXT', name: 'two.test' }], 1);
    expect([...records.values()]).toEqual([{ status: 'silent', who: 'DNS', fault: 'TimeoutError' }]);
  });
});
