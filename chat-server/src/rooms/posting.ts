import { roomChannel, type EventBus } from '@coco-chat/collections';

import { badInput, ChatError, unavailable } from '../errors';
import { assertMayPost } from '../policies/assert-may-post';
import { assertQuietFirst } from '../policies/assert-quiet-first';
import { isModerator } from '../policies/is-moderator';
import type { ChatFilters } from '../safety/chat-filters';
import { hasLink } from '../safety/link-filter';
import type { SlowMode } from '../safety/slow-mode';
import { GroupCommit } from '../store/group-commit';
import type { MemberStore } from '../store/member-store';
import type {
  MessageKey,
  MessageStore,
  NewMessage,
  Posted,
  StoredMessage,
} from '../store/message-store';
import type { StoredRoom } from '../store/room-store';
import type { Session } from '../transport/authentication';
import { filesToAttach } from './attaching';
import type { Loaders } from './loaders';
import { captionText, clientMessageId, messagePayload, messageText } from './message-input';
import { mentionsIn } from './mentions';
import { findRoom, getRoom, type Standing } from './room-access';
import { toEvent } from './room-change';
import type { RoomChange } from '../store/room-change';

/** What a client asks to post. */
export interface MessageInput {
  roomId: string;
  clientMessageId: string;
  text: string;
  payload?: unknown;
  replyToId?: string | null | undefined;
  attachmentIds?: readonly string[] | null | undefined;
}

/** Who posts, and from where. */
export interface Author extends Pick<Session, 'userId' | 'roles'> {
  /** Keyed hash of the address. */
  addressHash: string | null;
  userAgent: string | null;
}

interface PostingOptions {
  store: Pick<MessageStore, 'groupKey' | 'post' | 'sent'>;
  members: Pick<MemberStore, 'named'>;
  loaders: Loaders;
  filters: Pick<ChatFilters, 'assertAllowed'>;
  slowMode: SlowMode;
  /** How long a random session has neither links nor files at its beginning, in milliseconds. */
  quietFirstMs: () => number;
  bus: EventBus;
}

/** Takes messages from people to the database, and tells everybody once they are there. */
export class Posting {
  readonly #options: PostingOptions;
  /** The commits under way, by the store's group key. */
  readonly #commits = new Map<string, GroupCommit<NewMessage, Posted>>();
  #isClosed = false;

  constructor(options: PostingOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the message is stored. One that the author has sent before, by its clientMessageId,
   * resolves to what was stored then, even if the author may post no longer.
   *
   * @throws ChatError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, PAYLOAD_TOO_LARGE, RATE_LIMITED or
   *   UNAVAILABLE
   */
  async post(author: Author, input: MessageInput): Promise<StoredMessage> {
    const { loaders, store } = this.#options;
    const { userId } = author;
    const standing = await getRoom(loaders, userId, input.roomId, 'input.roomId');
    try {
      return await this.#post(author, input, standing);
    } catch (error) {
      if (!(error instanceof ChatError) || error.code === 'UNAVAILABLE') throw error;
      const sent = await store.sent(keyOf(userId, input));
      if (!sent) throw error;
      return sent;
    }
  }

  /** What was posted before under the clientMessageId; null for nothing, or a room that is closed. */
  async sentBefore(
    userId: string,
    input: Pick<MessageInput, 'roomId' | 'clientMessageId'>,
  ): Promise<StoredMessage | null> {
    const { loaders, store } = this.#options;
    if (!(await findRoom(loaders, userId, { id: input.roomId }))) return null;
    return store.sent(keyOf(userId, input));
  }

  async #post(
    { addressHash, roles, userAgent, userId }: Author,
    input: MessageInput,
    standing: Standing,
  ): Promise<StoredMessage> {
    const membership = assertMayPost(standing.room, standing.membership, Date.now());
    const { id: roomId } = standing.room;
    const { attachmentIds: wanted } = input;
    const attachmentIds = await filesToAttach(
      this.#options.loaders,
      { attachmentIds: wanted, roomId, userId, now: Date.now() },
      'input.attachmentIds',
    );
    const hasFiles = attachmentIds.length > 0;
    const text = hasFiles
      ? captionText(input.text, 'input.text')
      : messageText(input.text, 'input.text');
    const message: NewMessage = {
      roomId,
      kind: hasFiles ? 'file' : 'text',
      text,
      payload: messagePayload(input.payload, 'input.payload'),
      authorId: userId,
      membershipId: membership.id,
      clientMessageId: clientMessageId(input.clientMessageId, 'input.clientMessageId'),
      replyToId: await this.#replyTo(input),
      mentions: await mentionsIn(this.#options.members, roomId, text),
      attachmentIds,
      addressHash,
      userAgent,
    };
    this.#options.filters.assertAllowed(message.text, 'input.text');
    this.#assertQuietFirst(standing.room, message);
    if (this.#isClosed) throw unavailable('This server is stopping. Send it again.');
    const giveTurnBack = isModerator(roles, membership)
      ? null
      : await this.#options.slowMode.takeTurn(standing.room, membership, message.clientMessageId);
    try {
      const posted = await this.#commit(message);
      return posted.message;
    } catch (error) {
      await giveTurnBack?.();
      throw error;
    }
  }

  /** Takes no more messages, and resolves once those under way are stored or refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#commits.values()].map((commits) => commits.idle()));
  }

  async #replyTo({ replyToId, roomId }: MessageInput): Promise<string | null> {
    if (replyToId === undefined || replyToId === null) return null;
    const message = await this.#options.loaders.message.load(replyToId);
    if (message?.roomId !== roomId) {
      throw badInput('The message to reply to is not in this room.', 'input.replyToId');
    }
    return message.id;
  }

  #assertQuietFirst(room: StoredRoom, { attachmentIds, payload, text }: NewMessage): void {
    if (room.kind !== 'random') return;
    const [now, quietFirstMs] = [Date.now(), this.#options.quietFirstMs()];
    const check = (field: string): void => {
      assertQuietFirst(room, quietFirstMs, now, field);
    };
    if (attachmentIds.length > 0) check('input.attachmentIds');
    if (hasLink(text)) check('input.text');
    // What a client may show of it, nobody here knows.
    if (payload !== null && payload !== undefined) check('input.payload');
  }

  #commit(message: NewMessage): Promise<Posted> {
    const key = this.#options.store.groupKey(message);
    let commits = this.#commits.get(key);
    if (!commits) {
      commits = new GroupCommit<NewMessage, Posted>(
        (group, takeMore) => this.#storeAndAnnounce(group, takeMore),
        { onIdle: () => this.#commits.delete(key) },
      );
      this.#commits.set(key, commits);
    }
    return commits.add(message);
  }

  async #storeAndAnnounce(
    group: readonly NewMessage[],
    takeMore: () => readonly NewMessage[],
  ): Promise<Posted[]> {
    const results = await this.#options.store.post(group, takeMore);
    const changes = new Map<string, RoomChange[]>();
    for (const { isNew, message } of results) {
      if (!isNew) continue;
      const ofRoom = changes.get(message.roomId) ?? [];
      ofRoom.push({ kind: 'posted', revision: message.revision, message });
      changes.set(message.roomId, ofRoom);
    }
    // Nobody waits for the bus: what it loses is found in the database.
    for (const [roomId, ofRoom] of changes) {
      void this.#options.bus.publish(roomChannel(roomId), toEvent(roomId, ofRoom));
    }
    return results;
  }
}

const keyOf = (
  authorId: string,
  { clientMessageId, roomId }: Pick<MessageInput, 'roomId' | 'clientMessageId'>,
): MessageKey => ({ roomId, authorId, clientMessageId });
