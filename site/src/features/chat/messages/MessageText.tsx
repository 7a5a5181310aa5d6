import { Fragment, type ReactNode } from 'react';
import { isEmojiOnly } from './isEmojiOnly';
import { linkify } from './linkify';
import { splitMentions } from './splitMentions';
import styles from './MessageText.module.css';

interface MessageTextProps {
  text: string;
  /** The people it mentions; those of them who are the viewer stand out. */
  mentions?: readonly { readonly id: string; readonly name: string }[];
  ownId?: string | undefined;
}

/** What somebody wrote: as text, with its web addresses as links that tell search engines not to trust them. */
export function MessageText({ text, mentions = [], ownId }: MessageTextProps) {
  return (
    <p className={isEmojiOnly(text) ? styles.emoji : styles.text}>
      {linkify(text).map((part, index) =>
        part.kind === 'link' ? (
          <a key={index} href={part.href} target="_blank" rel="noopener nofollow ugc">
            {part.text}
          </a>
        ) : (
          <Fragment key={index}>{withMentions(part.text, mentions, ownId)}</Fragment>
        ),
      )}
    </p>
  );
}

function withMentions(
  text: string,
  mentions: NonNullable<MessageTextProps['mentions']>,
  ownId: string | undefined,
): ReactNode {
  if (mentions.length === 0) return text;
  return splitMentions(text, mentions).map((part, index) =>
    part.participantId === undefined ? (
      part.text
    ) : (
      <mark key={index} className={styles.mention} data-own={part.participantId === ownId}>
        {part.text}
      </mark>
    ),
  );
}
