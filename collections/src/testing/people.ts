import type { Payload } from 'payload';

import type { User } from '../payload-types';
import { roles, type Role } from '../people/roles';

export interface Person {
  user: User;
  token: string;
}

const password = 'correct horse battery staple';

/** Makes an account with one role and logs it in. */
export async function createPerson(
  payload: Payload,
  role: Role,
  name: string = role,
): Promise<Person> {
  const email = `${name}@example.com`;
  const user = await payload.create({
    collection: 'users',
    data: { email, password, displayName: name, roles: [role], locale: 'en' },
  });
  const { token } = await payload.login({ collection: 'users', data: { email, password } });
  if (!token) throw new Error('Payload gave no token.');
  return { user: { ...user, collection: 'users' }, token };
}

/** One person of each role. */
export async function createPeople(payload: Payload): Promise<Record<Role, Person>> {
  const people: Partial<Record<Role, Person>> = {};
  for (const role of roles) people[role] = await createPerson(payload, role);
  return people as Record<Role, Person>;
}
