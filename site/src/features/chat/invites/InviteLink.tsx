import { useRef, useState } from 'react';
import type { CreateInviteMutation } from '../../../apollo/generated/chat';
import { useLocale, useText } from '../../../app/locale';
import { buttonClass } from '../../../ui/buttonClass';
import { DialogActions } from '../../../ui/DialogActions';
import { Icon } from '../../../ui/Icon';
import { TextField } from '../../../ui/TextField';
import { inviteText } from './inviteText';
import { inviteUrl } from './inviteUrl';
import styles from './InviteLink.module.css';

interface InviteLinkProps {
  invite: CreateInviteMutation['createInvite'];
  onClose: () => void;
}

/** A link that was just made, to be handed on. */
export function InviteLink({ invite, onClose }: InviteLinkProps) {
  const text = useText(inviteText);
  const locale = useLocale();
  const inputRef = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const url = inviteUrl(invite.code);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

  const copy = async () => {
    inputRef.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setIsCopied(true);
    } catch {
      // Not allowed here: the link is selected, to be copied by hand.
    }
  };

  return (
    <>
      <TextField
        ref={inputRef}
        label={text.link}
        value={url}
        readOnly
        hint={text.linkHint(time.format(new Date(invite.expiresAt)), invite.usesLeft)}
        onFocus={(event) => event.target.select()}
      />
      <p role="status" className={styles.copied}>
        {isCopied && text.copied}
      </p>
      <DialogActions>
        {'share' in navigator && (
          <button
            type="button"
            className={buttonClass('secondary')}
            // A share that was called off is no failure.
            onClick={() => void navigator.share({ url }).catch(() => undefined)}
          >
            <Icon name="share" size={18} />
            {text.share}
          </button>
        )}
        <button type="button" className={buttonClass('secondary')} onClick={onClose}>
          {text.done}
        </button>
        <button type="button" className={buttonClass('primary')} onClick={() => void copy()}>
          <Icon name="copy" size={18} />
          {text.copy}
        </button>
      </DialogActions>
    </>
  );
}
