import { unavailable } from '../errors';
import { signedIn, type Context } from './context';

const refuse =
  (field: string) =>
  (_parent: unknown, _args: unknown, context: Context): never => {
    signedIn(context);
    throw unavailable(`${field} is not available in this version.`);
  };

const refuseEach = (...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, refuse(field)]));

const refuseSubscribing = (...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, { subscribe: refuse(field) }]));

/** The fields of the contract that this version does not serve yet. Each says so. */
export const unbuilt = {
  Query: refuseEach('activeRandomSession', 'randomRules'),
  Mutation: refuseEach(...['acceptRandomRules', 'endRandomSession']),
  Subscription: refuseSubscribing('randomMatch'),
};
