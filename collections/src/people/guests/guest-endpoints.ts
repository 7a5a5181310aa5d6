import {
  addDataAndFileToRequest,
  headersWithCors,
  type Endpoint,
  type PayloadRequest,
} from 'payload';

import type { SignedIn } from '../account-session';
import { createGuest } from './create-guest';
import { registerGuest } from './register-guest';

const endpoint = (
  path: string,
  answer: (req: PayloadRequest, data: Record<string, unknown>) => Promise<SignedIn>,
): Endpoint => ({
  path,
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req);
    const signedIn = await answer(req, req.data ?? {});
    return Response.json(signedIn, { headers: headersWithCors({ headers: new Headers(), req }) });
  },
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same as `createGuest` and `registerGuest` of the GraphQL API, by REST. */
export const guestEndpoints: Endpoint[] = [
  endpoint('/guest', (req, { displayName }) => createGuest(req, text(displayName))),
  endpoint('/register-guest', (req, { displayName, email, password }) =>
    registerGuest(req, {
      email: text(email),
      password: text(password),
      displayName: text(displayName),
    }),
  ),
];
