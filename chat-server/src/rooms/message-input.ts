import { badInput, payloadTooLarge } from '../errors';

/** Unicode code points. */
const longestText = 4_000;
/** Bytes of the payload as JSON. */
const largestPayload = 8 * 1024; // 8 KiB
/** Levels of objects and lists in the payload. */
const deepestPayload = 16;
const longestClientMessageId = 64;

/** Control characters other than tab and line feed. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u; // eslint-disable-line no-control-regex

/** Half of a character outside the first plane: no text that can be encoded. */
const loneSurrogate = /\p{Surrogate}/u;

/** Spaces, and characters that show nothing at all, such as the Hangul filler. */
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The text of a message as it is stored: in Unicode form NFC, without space around it, and with line
 * feeds alone for the ends of lines.
 *
 * @throws ChatError BAD_USER_INPUT for an empty, too long or unreadable text
 */
export function messageText(text: string, field: string): string {
  const normal = text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();
  if (normal.replaceAll(invisible, '') === '') throw badInput('A message needs a text.', field);
  if (Array.from(normal).length > longestText) {
    throw badInput(`A message has at most ${longestText} characters.`, field);
  }
  if (loneSurrogate.test(normal) || controls.test(normal)) {
    throw badInput('The text has characters that cannot be shown.', field);
  }
  return normal;
}

/**
 * The payload as it is stored; null for none.
 *
 * @throws ChatError PAYLOAD_TOO_LARGE above 8 KiB of JSON; BAD_USER_INPUT where it is nested too deep,
 *   or has a key that the database cannot hold
 */
export function messagePayload(payload: unknown, field: string): unknown {
  if (payload === undefined || payload === null) return null;
  const json = JSON.stringify(payload);
  if (Buffer.byteLength(json) > largestPayload) {
    throw payloadTooLarge(`A payload has at most ${largestPayload} bytes as JSON.`, field);
  }
  assertStorable(payload, field, 1);
  return payload;
}

function assertStorable(value: unknown, field: string, level: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (level > deepestPayload) {
    throw badInput(`A payload is nested at most ${deepestPayload} levels deep.`, field);
  }
  for (const [key, inner] of Object.entries(value)) {
    // The first ends a key in BSON, and the second makes its driver take the object for another type.
    if (key.includes('\0') || key === '_bsontype') {
      throw badInput(`A payload cannot have the key ${JSON.stringify(key)}.`, field);
    }
    assertStorable(inner, field, level + 1);
  }
}

/** @throws ChatError BAD_USER_INPUT */
export function clientMessageId(id: string, field: string): string {
  if (!/^[\w.:-]+$/.test(id) || id.length > longestClientMessageId) {
    throw badInput('A clientMessageId is a UUID, or up to 64 letters, digits and . : _ -', field);
  }
  return id;
}
