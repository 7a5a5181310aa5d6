import type { EmailAdapter } from 'payload';

/**
 * Stands in where no mail server is set up. Payload's own stand-in prints the whole e-mail, and with
 * it the password reset token, into the log; this one says only that there was one.
 */
export const noEmail: EmailAdapter = ({ payload }) => ({
  name: 'none',
  defaultFromAddress: 'noreply@localhost',
  defaultFromName: 'CoCo Chat',
  sendEmail: () => {
    payload.logger.warn('An e-mail was not sent: no mail server is set up.');
    return Promise.resolve();
  },
});
