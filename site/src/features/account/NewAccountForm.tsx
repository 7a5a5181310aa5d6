import { useText } from '../../app/locale';
import { buttonClass } from '../../ui/buttonClass';
import { TextField } from '../../ui/TextField';
import formStyles from './AccountForm.module.css';
import { accountText } from './accountText';
import type { NewAccount } from './authentication';
import { isEmailAddress } from './isEmailAddress';
import { useAccountForm } from './useAccountForm';

/** In characters; the server has the last word. */
const leastPasswordLength = 8;

interface NewAccountFormProps {
  /** What is already known. */
  displayName?: string;
  /** Of the button. */
  label: string;
  /** @throws {CmsError} */
  onSubmit: (account: Omit<NewAccount, 'locale'>) => Promise<void>;
}

/** What every account is made of. */
export function NewAccountForm({ displayName: known, label, onSubmit }: NewAccountFormProps) {
  const text = useText(accountText);
  const form = useAccountForm({
    check: ({ displayName = '', email = '', password = '' }) => ({
      displayName: displayName.trim() ? undefined : text.missing.displayName,
      email: isEmailAddress(email) ? undefined : text.missing.email,
      password: password.length >= leastPasswordLength ? undefined : text.missing.shortPassword,
    }),
    submit: ({ displayName = '', email = '', password = '' }) =>
      onSubmit({ displayName: displayName.trim(), email: email.trim(), password }),
  });

  return (
    <form noValidate onSubmit={form.onSubmit}>
      <p role="alert" className={formStyles.error}>
        {form.formError}
      </p>
      <TextField
        name="displayName"
        autoComplete="nickname"
        required
        defaultValue={known}
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
        {form.isBusy ? text.signUp.busy : label}
      </button>
    </form>
  );
}
