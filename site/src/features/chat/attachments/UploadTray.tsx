import { useLocale, useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import { attachmentsText } from './attachmentsText';
import { formatBytes } from './formatBytes';
import { largestFile } from './uploadFile';
import type { Upload, Uploads } from './Uploads';
import styles from './UploadTray.module.css';

interface UploadTrayProps {
  entries: readonly Upload[];
  uploads: Uploads;
}

/** The files of the message that is being written, and how they fare. */
export function UploadTray({ entries, uploads }: UploadTrayProps) {
  const text = useText(attachmentsText);
  if (entries.length === 0) return null;
  return (
    <ul className={styles.tray} aria-label={text.list}>
      {entries.map((upload) => (
        <UploadItem key={upload.key} upload={upload} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadItem({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const text = useText(attachmentsText);
  const { key, file, previewUrl, state } = upload;
  const isUploading = state.kind === 'uploading';
  const mayRetry = state.kind === 'failed' && state.fault !== 'tooLarge';
  return (
    <li className={styles.item} data-state={state.kind}>
      {previewUrl ? (
        <img className={styles.preview} src={previewUrl} alt="" />
      ) : (
        <span className={styles.preview}>
          <Icon name="file" size={22} />
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <UploadStatus upload={upload} />
      </span>
      {mayRetry && (
        <button
          type="button"
          className={styles.retry}
          aria-label={text.retry(file.name)}
          onClick={() => uploads.retry(key)}
        >
          {text.retryShort}
        </button>
      )}
      <button
        type="button"
        className={styles.remove}
        aria-label={isUploading ? text.cancel(file.name) : text.remove(file.name)}
        onClick={() => uploads.remove(key)}
      >
        <Icon name="close" size={16} />
      </button>
      {isUploading && (
        <progress
          className={styles.progress}
          value={state.share}
          aria-label={text.uploading(Math.round(state.share * 100))}
        />
      )}
    </li>
  );
}

function UploadStatus({ upload: { file, state } }: { upload: Upload }) {
  const text = useText(attachmentsText);
  const locale = useLocale();
  if (state.kind === 'failed') {
    const words =
      state.fault === 'tooLarge'
        ? text.tooLarge(Math.floor(largestFile / 1_000_000))
        : text[state.fault];
    return (
      <span role="alert" className={styles.fault}>
        {words}
      </span>
    );
  }
  if (state.kind === 'uploading')
    return <span>{text.uploading(Math.round(state.share * 100))}</span>;
  return <span>{formatBytes(state.attachment.bytes || file.size, locale)}</span>;
}
