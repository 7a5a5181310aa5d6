import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import styles from './AttachmentList.module.css';
import { attachmentsText } from './attachmentsText';
import { FileCard } from './FileCard';
import { ImageAttachment } from './ImageAttachment';

export function AttachmentList({
  attachments,
}: {
  attachments: readonly AttachmentFieldsFragment[];
}) {
  const text = useText(attachmentsText);
  if (attachments.length === 0) return null;
  return (
    <ul className={styles.attachments} aria-label={text.list}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          {attachment.mimeType.startsWith('image/') ? (
            <ImageAttachment attachment={attachment} />
          ) : (
            <FileCard attachment={attachment} />
          )}
        </li>
      ))}
    </ul>
  );
}
