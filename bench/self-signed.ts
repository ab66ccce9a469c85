// How to get a certificate for a made-up SNS? Node reads certificates and makes none, so this writes the few bytes of one.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const [SEQUENCE, SET, INTEGER, BITS, TEXT, TIME, NAME_ID, NOTHING] = [0x30, 0x31, 0x02, 0x03, 0x0c, 0x18, 0x06, 0x05];
/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption (RFC 4055), and 2.5.4.3, common name (RFC 5280). */
const [RSA_SHA256, COMMON_NAME] = [Buffer.from('2a864886f70d01010b', 'hex'), Buffer.from('550403', 'hex')];
const MODULUS_BITS = 2_048;

/** A key pair, and a certificate of it as PEM that it signed itself, for one host and some time (`20260101000000Z`). */
export function selfSigned({ host, from, to }: { host: string; from: string; to: string }): {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly pem: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  const algorithm = der(SEQUENCE, der(NAME_ID, RSA_SHA256), der(NOTHING));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, der(NAME_ID, COMMON_NAME), der(TEXT, Buffer.from(host)))));
  const span = der(SEQUENCE, der(TIME, Buffer.from(from)), der(TIME, Buffer.from(to)));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const told = der(SEQUENCE, der(INTEGER, Buffer.from([1])), algorithm, name, span, name, key);
  const signature = der(BITS, Buffer.from([0]), sign('sha256', told, privateKey));
  const certificate = der(SEQUENCE, told, algorithm, signature).toString('base64');
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return {
    privateKey,
    publicKey,
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** A tag, the length in as few bytes as it takes, and what is in it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 0x80 ? [] : length < 0x100 ? [0x81] : [0x82, length >> 8];
  return Buffer.concat([Buffer.from([tag, ...long, length & 0xff]), content]);
}
