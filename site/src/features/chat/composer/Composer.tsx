import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from 'react';
import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { useStore } from '../../../app/store';
import { Icon } from '../../../ui/Icon';
import { attachmentsText } from '../attachments/attachmentsText';
import { mostFiles } from '../attachments/uploadFile';
import type { Uploads } from '../attachments/Uploads';
import { UploadTray } from '../attachments/UploadTray';
import { chatText } from '../chatText';
import type { TypingNotice } from '../reading/TypingNotice';
import type { Quote } from '../timeline/timeline';
import { AttachButton } from './AttachButton';
import styles from './Composer.module.css';
import { composerText } from './composerText';
import { isComposing } from './isComposing';
import { MentionList } from './MentionList';
import { countFrom, lengthOf, longestMessage, textToSend } from './messageDraft';
import { ReplyBar } from './ReplyBar';
import { useCountdown } from './useCountdown';
import { useMentions } from './useMentions';

/** Text to go on writing, such as that of a message that was refused; another object each time. */
export interface Resumed {
  readonly text: string;
}

interface ComposerProps {
  /** Of the room. */
  title: string;
  roomId: string;
  /** Of the viewer's participant. */
  ownId: string | undefined;
  uploads: Uploads;
  typing: TypingNotice;
  replyTo: Quote | null;
  onCancelReply: () => void;
  resumed: Resumed | null;
  /** Whether writing begins here as soon as it is on the page. */
  takesFocus?: boolean;
  /** Until when nothing can be sent, in milliseconds since 1970. */
  waitUntil: number | null;
  /** Whether that is since the room is in slow mode; else too much was sent at once. */
  isSlow: boolean;
  onSend: (text: string, attachments: readonly AttachmentFieldsFragment[]) => void;
  /** Changes what the viewer said last; false where there is nothing to change. */
  onEditLast: () => boolean;
}

export function Composer(props: ComposerProps) {
  const { title, roomId, ownId, uploads, typing, replyTo, onCancelReply, resumed } = props;
  const text = useText(chatText);
  const words = useText(composerText);
  const attaching = useText(attachmentsText);
  const [draft, setDraft] = useState('');
  const [caret, setCaret] = useState(0);
  const [hasTooMany, setHasTooMany] = useState(false);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const files = useStore(uploads.entries);
  const secondsLeft = useCountdown(props.waitUntil);

  const toSend = textToSend(draft);
  const used = lengthOf(toSend);
  const isTooLong = used > longestMessage;
  const attachments = files.flatMap(({ state }) =>
    state.kind === 'done' ? [state.attachment] : [],
  );
  const isUploading = attachments.length < files.length;
  const isEmpty = used === 0 && files.length === 0;
  const maySend = !isEmpty && !isTooLong && !isUploading && secondsLeft === 0;

  const write = (value: string, at = value.length) => {
    setDraft(value);
    setCaret(at);
    typing.wrote(value.trim() === '');
  };
  const mentions = useMentions({
    roomId,
    ownId,
    draft,
    caret,
    onComplete: (value, at) => {
      write(value, at);
      requestAnimationFrame(() => inputRef.current?.setSelectionRange(at, at));
    },
  });

  // As tall as what is written, up to the limit that the style sheet sets.
  useLayoutEffect(() => {
    const input = inputRef.current;
    if (!input) return;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }, [draft]);

  const [taken, setTaken] = useState<Resumed | null>(null);
  if (resumed !== taken) {
    setTaken(resumed);
    if (resumed) setDraft(draft.trim() ? `${resumed.text}\n${draft}` : resumed.text);
  }
  useEffect(() => {
    if (resumed ?? replyTo) inputRef.current?.focus();
  }, [resumed, replyTo]);

  const { takesFocus = false } = props;
  useEffect(() => {
    if (takesFocus) inputRef.current?.focus();
  }, [takesFocus]);

  const attach = (added: readonly File[]) => setHasTooMany(!uploads.add(added));

  const send = () => {
    if (!maySend) return;
    props.onSend(toSend, attachments);
    setDraft('');
    setHasTooMany(false);
    uploads.clear();
    typing.stop();
    inputRef.current?.focus();
  };

  const hint = () => {
    if (secondsLeft > 0) {
      return props.isSlow ? words.waitSlow(secondsLeft) : words.waitLimited(secondsLeft);
    }
    const isWaiting = files.some(({ state }) => state.kind === 'uploading');
    return isWaiting ? attaching.waiting : text.composer.hint;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || mentions.onKeyDown(event)) return;
    if (event.key === 'Escape' && replyTo) {
      event.preventDefault();
      onCancelReply();
    } else if (event.key === 'ArrowUp' && draft === '' && props.onEditLast())
      event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(pasted);
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {replyTo && <ReplyBar quote={replyTo} onCancel={onCancelReply} />}
      <UploadTray entries={files} uploads={uploads} />
      <div className={styles.box} data-invalid={isTooLong}>
        <MentionList mentions={mentions} />
        <AttachButton onFiles={attach} />
        <textarea
          ref={inputRef}
          rows={1}
          value={draft}
          enterKeyHint="send"
          placeholder={text.composer.placeholder}
          aria-label={text.composer.label(title)}
          aria-describedby="composer-hint composer-count"
          aria-invalid={isTooLong}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={mentions.people.length > 0 ? mentions.listId : undefined}
          aria-activedescendant={
            mentions.people.length > 0 ? mentions.optionId(mentions.active) : undefined
          }
          onChange={({ target }) => write(target.value, target.selectionStart)}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onBlur={() => typing.stop()}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button
          type="submit"
          className={styles.send}
          aria-label={text.composer.send}
          disabled={!maySend}
        >
          {secondsLeft > 0 ? secondsLeft : <Icon name="send" size={22} />}
        </button>
      </div>
      <div className={styles.notes}>
        <p id="composer-hint" className={styles.hint} data-urgent={secondsLeft > 0}>
          {hint()}
        </p>
        <p id="composer-count" className={styles.count} role="status">
          {hasTooMany && <strong>{attaching.tooMany(mostFiles)} </strong>}
          {isTooLong && <strong>{text.composer.tooLong} </strong>}
          {used >= countFrom && text.composer.count(used, longestMessage)}
        </p>
      </div>
    </form>
  );
}
