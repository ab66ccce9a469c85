// How large does DynamoDB take an item to be? Names and texts by their UTF-8 bytes (developer guide, item sizes and formats).

const PER_CONTAINER = 3;
const PER_ELEMENT = 1;
const FLAG = 1;

/** The bytes of an item, which is a row as the document client takes it. */
export function itemBytes(item: object): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : Buffer.byteLength(name) + valueBytes(value)),
    0,
  );
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (Array.isArray(value)) {
    return value.reduce((sum: number, one) => sum + PER_ELEMENT + valueBytes(one), PER_CONTAINER);
  }
  if (typeof value !== 'object' || value === null) return FLAG;
  const elements = Object.values(value).filter((one) => one !== undefined).length;
  return PER_CONTAINER + elements * PER_ELEMENT + itemBytes(value);
}

/** About one byte for two significant digits, and one more. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace(/^0\./, '')
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1;
}
