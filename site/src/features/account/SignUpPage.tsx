import { Link, Redirect } from 'wouter';
import { useLocale, useText } from '../../app/locale';
import { useStore } from '../../app/store';
import { buttonClass } from '../../ui/buttonClass';
import { TextField } from '../../ui/TextField';
import { useDocumentTitle } from '../../ui/useDocumentTitle';
import { AccountCard } from './AccountCard';
import formStyles from './AccountForm.module.css';
import { accountText } from './accountText';
import { signUp } from './authentication';
import { isEmailAddress } from './isEmailAddress';
import { sessionStore } from './session';
import { useAccountForm } from './useAccountForm';
import { useReturnPath } from './useReturnPath';

/** In characters; the server has the last word. */
const leastPasswordLength = 8;

export default function SignUpPage() {
  const text = useText(accountText);
  const locale = useLocale();
  const returnPath = useReturnPath();
  const isLoggedIn = useStore(sessionStore) !== null;
  useDocumentTitle(text.signUp.title);

  const form = useAccountForm({
    unreachable: text.unreachable,
    check: ({ displayName = '', email = '', password = '' }) => ({
      displayName: displayName.trim() ? undefined : text.missing.displayName,
      email: isEmailAddress(email) ? undefined : text.missing.email,
      password: password.length >= leastPasswordLength ? undefined : text.missing.shortPassword,
    }),
    submit: ({ displayName = '', email = '', password = '' }) =>
      signUp({ displayName: displayName.trim(), email: email.trim(), password, locale }),
  });

  if (isLoggedIn) return <Redirect to={returnPath} replace />;
  return (
    <AccountCard title={text.signUp.title} lead={text.signUp.lead}>
      <form noValidate onSubmit={form.onSubmit}>
        <p role="alert" className={formStyles.error}>
          {form.formError}
        </p>
        <TextField
          name="displayName"
          autoComplete="nickname"
          required
          label={text.fields.displayName}
          hint={text.fields.displayNameHint}
          error={form.fieldErrors.displayName}
        />
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
          autoComplete="new-password"
          required
          label={text.fields.password}
          hint={text.fields.passwordHint}
          error={form.fieldErrors.password}
        />
        <button type="submit" className={buttonClass('primary')} disabled={form.isBusy}>
          {form.isBusy ? text.signUp.busy : text.signUp.submit}
        </button>
      </form>
      <p className={formStyles.other}>
        {text.signUp.other}{' '}
        <Link href={`/login?next=${encodeURIComponent(returnPath)}`}>{text.signUp.otherLink}</Link>
      </p>
    </AccountCard>
  );
}
