import { describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType, isUnionType, type GraphQLObjectType } from 'graphql';

import type { Context } from '../graphql/context';
import { createSchema } from '../graphql/schema';
import type { BlockSet } from '../safety/blocks';
import { Questions } from './questions';

const nobody: BlockSet = new Map();
const blocks = { isIn: async (blocked: BlockSet, account: string) => blocked.has(account) };
const setOf = (...accounts: string[]): BlockSet =>
  new Map(accounts.map((account) => [account, new Set(['real'])]));

/** Answers everything, with itself; what is awaited of it comes to nothing. */
const anything: unknown = new Proxy(() => undefined, {
  get: (_target, key) => {
    if (key === 'then') return undefined;
    return key === Symbol.toPrimitive ? () => 'anything' : anything;
  },
  apply: () => anything,
});

/** The same, but for what is known of it. */
const somethingWith = (known: object): object =>
  new Proxy(known, {
    get: (target, key) => (key in target ? (Reflect.get(target, key) as unknown) : anything),
  });

const caller = {
  session: { userId: 'somebody', roles: ['admin'] },
  viewerId: 'somebody',
  addressHash: 'hash',
  userAgent: 'browser',
  close: () => undefined,
  departure: () => 'left',
};

describe('what an execution asks about its viewer', () => {
  test.each(Object.keys(caller))('is who it is where it reads %s', (key) => {
    const questions = new Questions(blocks);
    const context = questions.contextFor(caller as unknown as Context, nobody);
    expect(questions.isPrivate).toBe(false);
    expect(context[key]).toBe(caller[key as keyof typeof caller]);
    expect(questions.isPrivate).toBe(true);
  });

  test('suits those who would have answered the same', async () => {
    const questions = new Questions(blocks);
    const { viewer } = questions.contextFor(caller as unknown as Context, setOf('one', 'other'));
    expect(await viewer.hasBlocked('one', 'room')).toBe(true);
    expect(await viewer.hasBlocked('two', 'room')).toBe(false);
    expect(await viewer.hasBlocked(null, 'room')).toBe(false);
    expect(questions.isPrivate).toBe(false);
    expect(questions.suitsNoBlocks).toBe(false);
    expect(await questions.suit(nobody)).toBe(false);
    expect(await questions.suit(setOf('one'))).toBe(true);
    expect(await questions.suit(setOf('one', 'two'))).toBe(false);
    expect(await questions.suit(setOf('one', 'somebody else'))).toBe(true);
  });
});

/** The object types that what happens in a room may lead to. */
function typesOfRoomEvents(): GraphQLObjectType[] {
  const found = new Set<GraphQLObjectType>();
  const visit = (type: unknown): void => {
    if (isUnionType(type)) for (const member of type.getTypes()) visit(member);
    else if (isObjectType(type) && !found.has(type)) {
      found.add(type);
      for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
    }
  };
  visit(createSchema().getType('RoomEvent'));
  return [...found];
}

test('of all that a room’s events lead to, these fields alone are executed for each account', async () => {
  const own: string[] = [];
  const asking: string[] = [];
  for (const type of typesOfRoomEvents()) {
    for (const { name, resolve } of Object.values(type.getFields())) {
      if (!resolve) continue;
      const asked: string[] = [];
      const noting = new Questions({
        isIn: async () => {
          asked.push(name);
          return false;
        },
      });
      const context = noting.contextFor(caller as unknown as Context, nobody);
      const whole = somethingWith(context) as Context;
      // A message that stands: of one that is gone nothing is asked.
      const parent = somethingWith({ deletedAt: null, hiddenAt: null, kind: 'file' });
      // What it makes of such a parent does not matter: it has asked by then, or fails of what it got.
      await Promise.resolve()
        .then(() => resolve(parent, {}, whole, anything as never))
        .catch(() => undefined);
      if (noting.isPrivate) own.push(`${type.name}.${name}`);
      if (asked.length > 0) asking.push(`${type.name}.${name}`);
    }
  }
  expect(own.sort()).toEqual([
    'Room.bannedParticipants',
    'Room.blockedParticipants',
    'Room.membership',
  ]);
  expect(asking.sort()).toEqual([
    'Message.attachments',
    'Message.isBlocked',
    'Message.mentions',
    'Message.payload',
    'Message.reactions',
    'Message.text',
    'Participant.isBlocked',
  ]);
});
