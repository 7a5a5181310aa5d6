'use client';

import {
  ConfirmPasswordField,
  EmailField,
  Form,
  FormSubmit,
  PasswordField,
  TextField,
  useAuth,
  useConfig,
  useTranslation,
} from '@payloadcms/ui';
import type { FormState } from 'payload';
import { email, formatAdminURL, text } from 'payload/shared';

import './form.css';
import { firstAdminWords } from './words';

const empty = { initialValue: '', valid: false, value: '' };

/**
 * Asks a new site's first admin for what an account needs, and no more. Payload's own form shows
 * every field of an account, and those that nobody may read yet (the e-mail address) twice.
 */
export function FirstAdminForm() {
  const { config } = useConfig();
  const { i18n, t } = useTranslation();
  const { setUser } = useAuth();
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  const words = firstAdminWords[language];
  const initialState: FormState = {
    email: empty,
    password: empty,
    'confirm-password': empty,
    displayName: empty,
    // The language that the browser asked for is taken for the account's.
    locale: { initialValue: language, valid: true, value: language },
  };

  return (
    <Form
      action={formatAdminURL({
        apiRoute: config.routes.api,
        path: `/${config.admin.user}/first-register`,
      })}
      initialState={initialState}
      method="POST"
      onSuccess={(answer) => {
        setUser(answer as Parameters<typeof setUser>[0]);
      }}
      redirect={config.routes.admin}
    >
      <EmailField
        field={{ name: 'email', label: t('general:email'), required: true }}
        path="email"
        validate={email}
      />
      <TextField
        field={{ name: 'displayName', label: words.displayName, maxLength: 40, required: true }}
        path="displayName"
        validate={text}
      />
      <PasswordField
        autoComplete="new-password"
        field={{ name: 'password', label: t('authentication:newPassword'), required: true }}
        path="password"
      />
      <ConfirmPasswordField />
      <FormSubmit size="large">{words.submit}</FormSubmit>
    </Form>
  );
}
