import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useLocale } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import styles from './AttachmentList.module.css';
import { DownloadButton } from './DownloadButton';
import { formatBytes } from './formatBytes';

export function FileCard({ attachment }: { attachment: AttachmentFieldsFragment }) {
  const locale = useLocale();
  return (
    <DownloadButton attachment={attachment} className={styles.file}>
      <span className={styles.fileIcon}>
        <Icon name="file" size={22} />
      </span>
      <span className={styles.fileWords}>
        <span className={styles.fileName}>{attachment.filename}</span>
        <span className={styles.fileSize}>{formatBytes(attachment.bytes, locale)}</span>
      </span>
      <Icon name="download" size={18} />
    </DownloadButton>
  );
}
