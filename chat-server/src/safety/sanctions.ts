import type { EventBus } from '@coco-chat/collections';
import type { Payload } from 'payload';

import { badInput, notFound } from '../errors';
import { assertMayModerate } from '../policies/assert-may-moderate';
import { announceMember } from '../rooms/announce';
import { findAccount } from '../rooms/find-account';
import type { Loaders } from '../rooms/loaders';
import { getRoom } from '../rooms/room-access';
import { isActive, type StoredParticipant } from '../store/member-store';
import type { SanctionStore } from '../store/sanction-store';
import type { Session } from '../transport/authentication';

/** The longest that somebody can be muted at a time. */
const longestMute = 365 * 24 * 60 * 60 * 1_000; // a year
const longestReason = 2_000;

/** What a mute without an end is stored as. */
export const forGood = '9999-12-31T23:59:59.999Z';

interface SanctionsOptions {
  payload: Payload;
  store: SanctionStore;
  loaders: Loaders;
  bus: EventBus;
}

export interface Target {
  roomId: string;
  participantId: string;
}

/**
 * What moderators do to members of a room. Each act is a document of `sanctions`, made here as in the
 * admin panel; what somebody is in the room follows from those that last.
 */
export class RoomSanctions {
  readonly #options: SanctionsOptions;

  constructor(options: SanctionsOptions) {
    this.#options = options;
  }

  /** @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
  async mute(actor: Session, target: Target, until: string): Promise<void> {
    const left = Date.parse(until) - Date.now();
    if (!(left > 0)) throw badInput('A mute ends in the future.', 'until');
    if (left > longestMute) throw badInput('A mute lasts a year at most.', 'until');
    const { userId } = await this.#assertMay(actor, target);
    await this.#impose(actor, target.roomId, userId, { kind: 'mute', until });
  }

  /** @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
  async ban(actor: Session, target: Target, reason: string | null): Promise<void> {
    if (reason !== null && reason.length > longestReason) {
      throw badInput(`A reason has at most ${longestReason} characters.`, 'reason');
    }
    const { userId } = await this.#assertMay(actor, target);
    await this.#impose(actor, target.roomId, userId, { kind: 'ban', reason });
  }

  /** Ends what was imposed in the room. @throws ChatError NOT_FOUND, FORBIDDEN or BAD_USER_INPUT */
  async lift(actor: Session, target: Target, kind: 'mute' | 'ban'): Promise<void> {
    const { userId } = await this.#assertMay(actor, target);
    await this.#options.payload.update({
      collection: 'sanctions',
      where: {
        and: [
          { account: { equals: userId } },
          { room: { equals: target.roomId } },
          { kind: { equals: kind } },
          { liftedAt: { exists: false } },
        ],
      },
      data: { liftedAt: new Date().toISOString() },
      depth: 0,
      ...this.#asServerFor(actor),
    });
    await this.apply(target.roomId, userId);
  }

  /** Makes somebody in a room what the sanctions that last say, and tells every process. */
  async apply(roomId: string, userId: string): Promise<void> {
    const { bus, payload, store } = this.#options;
    const { docs } = await payload.find({
      collection: 'sanctions',
      where: {
        and: [
          { account: { equals: userId } },
          { room: { equals: roomId } },
          { liftedAt: { exists: false } },
        ],
      },
      depth: 0,
      pagination: false,
      overrideAccess: true, // What follows from the sanctions is the same whoever asks.
    });
    const mutes = docs.filter(({ kind }) => kind === 'mute').map(({ until }) => until ?? forGood);
    const mutedUntil = mutes.sort().at(-1) ?? null;
    const isBanned = docs.some(({ kind }) => kind === 'ban');
    const change = await store.sanction(roomId, userId, { mutedUntil, isBanned });
    if (change) announceMember(bus, change);
  }

  async #impose(
    actor: Session,
    room: string,
    account: string,
    data: { kind: 'mute' | 'ban'; until?: string; reason?: string | null },
  ): Promise<void> {
    await this.#options.payload.create({
      collection: 'sanctions',
      data: { account, room, ...data },
      depth: 0,
      ...this.#asServerFor(actor),
    });
    await this.apply(room, account);
  }

  /** The room's own moderators hold no role in the CMS, so the chat's policy has decided. */
  #asServerFor({ roles, userId }: Session) {
    return {
      user: { id: userId, collection: 'users', roles: [...roles] } as never,
      overrideAccess: true,
      context: { isAppliedByChat: true },
    } as const;
  }

  async #assertMay(actor: Session, target: Target): Promise<StoredParticipant> {
    const { loaders, payload } = this.#options;
    const { roomId, participantId } = target;
    const { membership } = await getRoom(loaders, actor.userId, roomId, 'roomId');
    const participant = await loaders.participantIn.load({ roomId, participantId });
    if (!participant) throw notFound('The participant', 'participantId');
    const account = await findAccount(payload, participant.userId);
    assertMayModerate(
      { userId: actor.userId, roles: actor.roles, membership },
      {
        userId: participant.userId,
        roles: account?.roles ?? [],
        // Who was a moderator and left is one no more.
        membership: isActive(participant) ? participant : null,
      },
    );
    return participant;
  }
}
