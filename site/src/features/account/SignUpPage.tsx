import { Link, Redirect } from 'wouter';
import { useLocale, useText } from '../../app/locale';
import { useStore } from '../../app/store';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { AccountCard } from './AccountCard';
import formStyles from './AccountForm.module.css';
import { accountText } from './accountText';
import { registerGuest, signUp } from './authentication';
import { NewAccountForm } from './NewAccountForm';
import { sessionStore } from './session';
import { useReturnPath } from './useReturnPath';

/** Makes an account: a new one, or of the guest who is here. */
export default function SignUpPage() {
  const text = useText(accountText);
  const locale = useLocale();
  const returnPath = useReturnPath();
  const user = useStore(sessionStore)?.user;
  useDocumentTitle(text.signUp.title);

  if (user && !user.isGuest) return <Redirect to={returnPath} replace />;
  return (
    <AccountCard
      title={user ? text.guest.keepTitle : text.signUp.title}
      lead={user ? text.guest.keepLead : text.signUp.lead}
    >
      {user ? (
        <NewAccountForm
          displayName={user.displayName}
          label={text.guest.keepSubmit}
          onSubmit={registerGuest}
        />
      ) : (
        <NewAccountForm
          label={text.signUp.submit}
          onSubmit={(account) => signUp({ ...account, locale })}
        />
      )}
      <p className={formStyles.other}>
        {text.signUp.other}{' '}
        <Link href={`/login?next=${encodeURIComponent(returnPath)}`}>{text.signUp.otherLink}</Link>
      </p>
    </AccountCard>
  );
}
