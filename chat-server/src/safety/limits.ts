import type {
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from '../graphql/generated/resolvers';

/** At most `points` in `seconds`, for each account, address or room. */
export interface Limit {
  /** What is counted: part of the key, so limits of one name and window are one limit. */
  name: string;
  by: 'account' | 'address' | 'room';
  points: number;
  seconds: number;
}

const minute = 60;
const hour = 60 * minute;

/** What one person or place may do, each far above what people do. RATE_LIMIT_SCALE multiplies all. */
function limited(
  name: string,
  ...counts: readonly (readonly [by: Limit['by'], points: number, seconds: number])[]
): readonly Limit[] {
  return counts.map(([by, points, seconds]) => ({ name, by, points, seconds }));
}

const posting = limited(
  'post',
  ['account', 30, 10],
  ['account', 120, minute],
  // Many people may share one address: a school, a carrier.
  ['address', 200, 10],
  ['room', 500, 10],
);
const changing = limited('change', ['account', 120, minute], ['address', 600, minute]);
const typing = limited('type', ['account', 120, 30]);
const reading = limited('read', ['account', 300, 30]);
const joining = limited('join', ['account', 60, 10 * minute], ['address', 300, 10 * minute]);
// Nobody finds an invitation by trying codes.
const accepting = limited('accept', ['account', 30, 10 * minute], ['address', 150, 10 * minute]);
const creatingRooms = limited('create-room', ['account', 20, hour], ['address', 100, hour]);
const inviting = limited('invite', ['account', 60, hour]);
const managing = limited('manage', ['account', 120, 10 * minute]);
const blocking = limited('block', ['account', 120, hour]);
const reporting = limited('report', ['account', 30, hour], ['address', 150, hour]);
// A raid is ended by one moderator.
const moderating = limited('moderate', ['account', 300, 10 * minute]);
const agreeing = limited('agree', ['account', 60, minute]);
// Who skips from stranger to stranger faster than that has not read a word.
const matching = limited('match', ['account', 60, minute], ['address', 300, minute]);
const moving = limited('next', ['account', 30, minute], ['address', 150, minute]);
const searching = limited('search', ['account', 60, minute], ['address', 300, minute]);
const asking = limited('ask', ['account', 1_200, minute]);
const visiting = limited('visit', ['address', 600, minute]);
// All tabs come back at once after an outage, each with a subscription for each of its rooms.
const subscribing = limited('subscribe', ['account', 1_200, minute]);

/** Of those who did not sign in. */
export const visitorLimits = visiting;

/** The limits of each root field, for those who signed in. Fields with the same limits share them. */
export const queryLimits: Readonly<Record<keyof QueryResolvers, readonly Limit[]>> = {
  viewer: asking,
  rooms: asking,
  room: asking,
  message: asking,
  searchMessages: searching,
  activeRandomSession: asking,
  randomRules: asking,
};

export const mutationLimits: Readonly<Record<keyof MutationResolvers, readonly Limit[]>> = {
  createRoom: creatingRooms,
  updateRoom: managing,
  setSlowMode: managing,
  setMembershipRole: managing,
  joinRoom: joining,
  leaveRoom: joining,
  createInvite: inviting,
  acceptInvite: accepting,
  sendMessage: posting,
  editMessage: changing,
  deleteMessage: changing,
  addReaction: changing,
  removeReaction: changing,
  markRead: reading,
  setTyping: typing,
  acceptRandomRules: agreeing,
  endRandomSession: moving,
  blockParticipant: blocking,
  unblockParticipant: blocking,
  report: reporting,
  muteParticipant: moderating,
  banParticipant: moderating,
  unmuteParticipant: moderating,
  unbanParticipant: moderating,
};

export const subscriptionLimits: Readonly<Record<keyof SubscriptionResolvers, readonly Limit[]>> = {
  roomEvents: subscribing,
  inbox: subscribing,
  siteStats: subscribing,
  contentPublished: subscribing,
  randomMatch: matching,
};
