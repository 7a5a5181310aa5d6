import { isBlank, messageTextFault, normalMessageText } from '@coco-chat/collections';

import { badInput, payloadTooLarge } from '../errors';

/** Bytes of the payload as JSON. */
const largestPayload = 8 * 1024; // 8 KiB
/** Levels of objects and lists in the payload. */
const deepestPayload = 16;
const longestClientMessageId = 64;

/**
 * The text of a message as it is stored.
 *
 * @throws ChatError BAD_USER_INPUT for an empty, too long or unreadable text
 */
export function messageText(text: string, field: string): string {
  const normal = normalMessageText(text);
  const fault = messageTextFault(normal);
  if (fault !== null) throw badInput(fault, field);
  return normal;
}

/**
 * The text beside files, which may be empty.
 *
 * @throws ChatError BAD_USER_INPUT for a text too long or unreadable
 */
export const captionText = (text: string, field: string): string =>
  isBlank(text) ? '' : messageText(text, field);

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
