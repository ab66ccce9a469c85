// Which bytes does a base64 signature stand for? For the schemes whose signatures are not ours to make again.

/** Undefined unless it is written in the one way that these bytes are: Node would skip whatever is no base64. */
export function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}
