import { Link, Redirect } from 'wouter';
import { useText } from '../../app/locale';
import { useStore } from '../../app/store';
import { buttonClass } from '../../ui/buttonClass';
import { TextField } from '../../ui/TextField';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { AccountCard } from './AccountCard';
import formStyles from './AccountForm.module.css';
import { accountText } from './accountText';
import { logIn } from './authentication';
import { isEmailAddress } from './isEmailAddress';
import { sessionStore } from './session';
import { useAccountForm } from './useAccountForm';
import { useReturnPath } from './useReturnPath';

export default function LogInPage() {
  const text = useText(accountText);
  const returnPath = useReturnPath();
  const user = useStore(sessionStore)?.user;
  useDocumentTitle(text.logIn.title);

  const form = useAccountForm({
    check: ({ email = '', password = '' }) => ({
      email: isEmailAddress(email) ? undefined : text.missing.email,
      password: password ? undefined : text.missing.password,
    }),
    submit: ({ email = '', password = '' }) => logIn(email.trim(), password),
  });

  if (user && !user.isGuest) return <Redirect to={returnPath} replace />;
  return (
    <AccountCard title={text.logIn.title} lead={user ? text.guest.logInInstead : text.logIn.lead}>
      <form noValidate onSubmit={form.onSubmit}>
        <p role="alert" className={formStyles.error}>
          {form.formError}
        </p>
        <TextField
          name="email"
          type="email"
          autoComplete="username"
          required
          label={text.fields.email}
          error={form.fieldErrors.email}
        />
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          required
          label={text.fields.password}
          error={form.fieldErrors.password}
        />
        <button type="submit" className={buttonClass('primary')} disabled={form.isBusy}>
          {form.isBusy ? text.logIn.busy : text.logIn.submit}
        </button>
      </form>
      <p className={formStyles.other}>
        {text.logIn.other}{' '}
        <Link href={`/signup?next=${encodeURIComponent(returnPath)}`}>{text.logIn.otherLink}</Link>
      </p>
    </AccountCard>
  );
}
