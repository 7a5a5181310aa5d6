/** A file that somebody uploaded for a message. */
export interface StoredAttachment {
  id: string;
  roomId: string;
  ownerId: string;
  /** Null until it is posted. */
  messageId: string | null;
  /** Its random name on the disk and in its address. */
  filename: string;
  /** The name it came with. */
  originalName: string;
  mimeType: string;
  bytes: number;
  /** Pixels; null for what is no image. */
  width: number | null;
  height: number | null;
  createdAt: string;
}

/**
 * Reads the files of messages. The CMS takes them in and gives them out; `MessageStore.post` puts them
 * into messages. Rejects with UNAVAILABLE while the database cannot be reached.
 */
export interface AttachmentStore {
  byIds(ids: readonly string[]): Promise<StoredAttachment[]>;
  /** In the order they were uploaded. */
  ofMessages(messageIds: readonly string[]): Promise<StoredAttachment[]>;
}
