/** The first byte of a text message in one frame (RFC 6455, section 5.2): FIN, and opcode 1. */
const wholeText = 0x81;

/**
 * The header of a text message in one frame as servers send it, which is unmasked and, since the product
 * negotiates no extension, plain.
 *
 * @param length the bytes of the message
 */
export function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.from([wholeText, length]);
  if (length < 2 ** 16) {
    const header = Buffer.from([wholeText, 126, 0, 0]);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.from([wholeText, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
