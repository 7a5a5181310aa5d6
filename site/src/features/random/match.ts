import type {
  RandomEndReason,
  RandomMatchSubscription,
  RandomRulesFieldsFragment,
  RandomSessionFieldsFragment,
} from '../../apollo/generated/chat';
import { isFinal, type Refusal } from '../../apollo/refusal';

export type Rules = RandomRulesFieldsFragment;
export type Session = RandomSessionFieldsFragment;

/** What the server tells whoever is subscribed. */
export type ServerEvent = RandomMatchSubscription['randomMatch'];

/** Why a session ended: in the server's words, or `UNHEARD` where it ended while nothing could be heard. */
export type EndReason = RandomEndReason | 'UNHEARD';

/** What the viewer wants after the session they are leaving. */
export type Leaving = 'next' | 'stop';

/** Where somebody stands in the random match. Times are milliseconds since 1970, by this device's clock. */
export type Match =
  | { readonly phase: 'signedOut' }
  /** It is not known yet what they have agreed to, and whether they are in a session; with why it cannot be known. */
  | { readonly phase: 'checking'; readonly refusal: Refusal | null }
  | { readonly phase: 'rules'; readonly rules: Rules; readonly refusal: Refusal | null }
  | { readonly phase: 'declined'; readonly rules: Rules }
  /** They say whom they would like to meet; with what was refused last, and until when it would be again. */
  | {
      readonly phase: 'form';
      readonly refusal: Refusal | null;
      readonly notBefore: number | null;
    }
  /** In the queue, or on the way into it: then nobody has counted yet. */
  | {
      readonly phase: 'waiting';
      readonly since: number;
      /** How many wait, the viewer among them. */
      readonly waiting: number | null;
      /** Why it does not work at the moment; it is tried again. */
      readonly refusal: Refusal | null;
    }
  | Talking
  | { readonly phase: 'ended'; readonly session: Session; readonly reason: EndReason }
  /** The same account went on in another tab. */
  | { readonly phase: 'superseded' }
  | { readonly phase: 'barred'; readonly why: Bar; readonly until: number | null };

export interface Talking {
  readonly phase: 'talking';
  readonly session: Session;
  /** When the session ends unless the partner is back; null while they are there. */
  readonly awayUntil: number | null;
  /** What the viewer has asked for and the server has not answered. */
  readonly leaving: Leaving | null;
  /** Why that was refused. */
  readonly refusal: Refusal | null;
}

/** What keeps somebody from being matched: nobody is; or only they are not. */
export type Bar = 'closed' | 'heldBack' | 'muted';

/** What happens: done by the viewer, answered, or told by the server. `at` is when, by this device's clock. */
export type MatchEvent =
  | { readonly type: 'checkStarted' }
  | { readonly type: 'checked'; readonly rules: Rules; readonly session: Session | null }
  | { readonly type: 'checkFailed'; readonly refusal: Refusal }
  | { readonly type: 'rulesAccepted' }
  | { readonly type: 'rulesRefused'; readonly refusal: Refusal }
  | { readonly type: 'rulesDeclined' }
  | { readonly type: 'rulesReopened' }
  | { readonly type: 'started'; readonly at: number }
  | { readonly type: 'stopped' }
  | { readonly type: 'leaving'; readonly how: Leaving }
  | { readonly type: 'leavingRefused'; readonly refusal: Refusal }
  | { readonly type: 'told'; readonly event: ServerEvent; readonly at: number }
  /** The subscription was refused. */
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly at: number }
  /** The server ended the subscription, or the session is found to be over after an interruption. */
  | { readonly type: 'over'; readonly at: number };

/** Whether the viewer has to be subscribed: being subscribed is being in the queue, or in a session. */
export function isListening({ phase }: Match): boolean {
  return phase === 'waiting' || phase === 'talking';
}

/** The state after an event. What no longer fits the state, such as a late answer, leaves it as it is. */
export function reduceMatch(match: Match, event: MatchEvent): Match {
  switch (event.type) {
    case 'checkStarted':
      return { phase: 'checking', refusal: null };
    case 'checked':
      return match.phase === 'checking' ? afterCheck(event.rules, event.session) : match;
    case 'checkFailed':
      return match.phase === 'checking' ? { phase: 'checking', refusal: event.refusal } : match;
    case 'rulesAccepted':
      return match.phase === 'rules' ? form : match;
    case 'rulesRefused':
      return match.phase === 'rules' ? { ...match, refusal: event.refusal } : match;
    case 'rulesDeclined':
      return match.phase === 'rules' ? { phase: 'declined', rules: match.rules } : match;
    case 'rulesReopened':
      return match.phase === 'declined'
        ? { phase: 'rules', rules: match.rules, refusal: null }
        : match;
    case 'started':
      return isListening(match) ? match : waitingSince(event.at);
    case 'stopped':
      return match.phase === 'signedOut' ? match : form;
    case 'leaving':
      return match.phase === 'talking' ? { ...match, leaving: event.how, refusal: null } : match;
    case 'leavingRefused':
      return match.phase === 'talking'
        ? { ...match, leaving: null, refusal: event.refusal }
        : match;
    case 'told':
      return isListening(match) ? afterTold(match, event.event, event.at) : match;
    case 'refused':
      return isListening(match) ? afterRefusal(match, event.refusal, event.at) : match;
    case 'over':
      if (match.phase === 'talking') return afterSession(match, 'UNHEARD', event.at);
      return match.phase === 'waiting' ? form : match;
  }
}

const form: Match = { phase: 'form', refusal: null, notBefore: null };

const waitingSince = (since: number): Match => ({
  phase: 'waiting',
  since,
  waiting: null,
  refusal: null,
});

const talkingIn = (session: Session): Talking => ({
  phase: 'talking',
  session,
  awayUntil: null,
  leaving: null,
  refusal: null,
});

/** Who is in a session goes back into it, even where the rules have changed since it began. */
function afterCheck(rules: Rules, session: Session | null): Match {
  if (session) return talkingIn(session);
  return rules.acceptedAt === null ? { phase: 'rules', rules, refusal: null } : form;
}

function afterTold(match: Match, event: ServerEvent, at: number): Match {
  switch (event.__typename) {
    case 'RandomQueued':
      // Nobody is queued in a session: it ended, and the word of that was lost with the connection.
      if (match.phase === 'talking') return afterSession(match, 'UNHEARD', at);
      if (match.phase !== 'waiting') return match;
      return { ...match, waiting: event.waiting, refusal: null };
    case 'RandomMatched': {
      const isSame = match.phase === 'talking' && match.session.id === event.session.id;
      // Told again after an interruption, and who is away after that.
      return isSame ? { ...match, awayUntil: null } : talkingIn(event.session);
    }
    case 'RandomPartnerAway':
      if (match.phase !== 'talking') return match;
      return { ...match, awayUntil: at + event.graceSeconds * 1000 };
    case 'RandomPartnerBack':
      return match.phase === 'talking' ? { ...match, awayUntil: null } : match;
    case 'RandomEnded':
      return match.phase === 'talking' ? afterSession(match, event.reason, at) : match;
  }
}

/** Whoever asked for the next one waits for them, whichever of the two was faster. */
function afterSession({ session, leaving }: Talking, reason: EndReason, at: number): Match {
  if (leaving === 'next') return waitingSince(at);
  return leaving === 'stop' ? form : { phase: 'ended', session, reason };
}

function afterRefusal(match: Match, refusal: Refusal, at: number): Match {
  const { code, reason, retryAfterMs, until = null } = refusal;
  if (code === 'RULES_NOT_ACCEPTED') return { phase: 'checking', refusal: null };
  if (code === 'CONFLICT') return { phase: 'superseded' };
  if (reason === 'CLOSED') return { phase: 'barred', why: 'closed', until: null };
  if (code === 'FORBIDDEN') {
    return { phase: 'barred', why: reason === 'HELD_BACK' ? 'heldBack' : 'muted', until };
  }
  if (isFinal(refusal)) return { phase: 'form', refusal, notBefore: null };
  if (match.phase !== 'waiting') return match;
  if (code === 'RATE_LIMITED' && retryAfterMs !== undefined) {
    return { phase: 'form', refusal, notBefore: at + retryAfterMs };
  }
  return { ...match, refusal };
}
