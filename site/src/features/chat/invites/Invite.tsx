import { useMutation } from '@apollo/client/react';
import { Link, useLocation } from 'wouter';
import { AcceptInviteDocument } from '../../../apollo/generated/chat';
import { toRefusal } from '../../../apollo/refusal';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { Alert } from '../../../ui/Alert';
import { buttonClass } from '../../../ui/buttonClass';
import { Notice } from '../../../ui/Notice';
import { AccountCard } from '../../account/AccountCard';
import { GuestEntry } from '../../account/GuestEntry';
import { sessionStore } from '../../account/session';
import { useRefusalWords } from '../useRefusalWords';
import styles from './Invite.module.css';
import { inviteText } from './inviteText';

/** Where an invite leads: says what it is, and takes whoever wants to into the room. */
export function Invite({ code }: { code: string }) {
  const text = useText(inviteText).page;
  const user = useStore(sessionStore)?.user;
  const [, navigate] = useLocation();
  const refusalWords = useRefusalWords();
  const [accept, { loading, error }] = useMutation(AcceptInviteDocument, {
    variables: { code },
    onCompleted: ({ acceptInvite: { slug } }) =>
      navigate(`/rooms/${encodeURIComponent(slug)}`, { replace: true }),
  });

  const refusal = error && toRefusal(error).code;
  if (refusal === 'NOT_FOUND' || refusal === 'CONFLICT' || refusal === 'FORBIDDEN') {
    const said = refusal === 'FORBIDDEN' ? text.banned : text.ended;
    return (
      <div role="alert" className={styles.refused}>
        <Notice level={1} icon="lock" title={said.title} text={said.text}>
          <Link href="/rooms" className={buttonClass('primary')}>
            {text.rooms}
          </Link>
        </Notice>
      </div>
    );
  }

  return (
    <AccountCard title={text.title} lead={text.text}>
      {user ? (
        <div className={styles.accept}>
          <p>{text.as(user.displayName)}</p>
          <Alert>{error && refusalWords(error)}</Alert>
          <button
            type="button"
            className={buttonClass('primary')}
            disabled={loading}
            onClick={() => void accept().catch(() => undefined)}
          >
            {loading ? text.busy : text.accept}
          </button>
        </div>
      ) : (
        <div className={styles.accept}>
          <p>{text.enter}</p>
          <GuestEntry />
        </div>
      )}
    </AccountCard>
  );
}
