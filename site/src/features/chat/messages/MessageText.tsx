import { isEmojiOnly } from './isEmojiOnly';
import { linkify } from './linkify';
import styles from './MessageText.module.css';

/** What somebody wrote: as text, with its web addresses as links that tell search engines not to trust them. */
export function MessageText({ text }: { text: string }) {
  return (
    <p className={isEmojiOnly(text) ? styles.emoji : styles.text}>
      {linkify(text).map((part, index) =>
        part.kind === 'link' ? (
          <a key={index} href={part.href} target="_blank" rel="noopener nofollow ugc">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}
