import type { CollectionBeforeOperationHook } from 'payload';
import { ValidationError } from 'payload';

/** NIST SP 800-63B asks for at least 8 characters, and for long passphrases to be accepted. */
const length = { min: 8, max: 256 };

/**
 * Refuses a password outside 8 to 256 characters, which Payload itself does not look at.
 *
 * @throws ValidationError at `password`
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- of `operation`, only the value 'read' is
export const passwordIsStrong: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (operation !== 'create' && operation !== 'update' && operation !== 'resetPassword') return;
  const data: unknown = 'data' in args ? args.data : undefined;
  if (typeof data !== 'object' || data === null || !('password' in data)) return;
  const { password } = data;
  if (password === undefined || password === null || password === '') return;
  if (typeof password === 'string') {
    // Code points, as NIST counts them.
    const characters = Array.from(password).length;
    if (characters >= length.min && characters <= length.max) return;
  }
  const message =
    req.i18n.language === 'ko'
      ? `비밀번호는 ${length.min}자 이상 ${length.max}자 이하여야 합니다.`
      : `A password has between ${length.min} and ${length.max} characters.`;
  throw new ValidationError(
    { collection: 'users', errors: [{ path: 'password', message }] },
    req.t,
  );
};
