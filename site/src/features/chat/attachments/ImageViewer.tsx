import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { shellText } from '../../../app/shellText';
import { buttonClass } from '../../../ui/buttonClass';
import { Icon } from '../../../ui/Icon';
import { ModalDialog } from '../../../ui/ModalDialog';
import { attachmentsText } from './attachmentsText';
import { DownloadButton } from './DownloadButton';
import styles from './ImageViewer.module.css';
import { useAttachmentUrl } from './useAttachmentUrl';

interface ImageViewerProps {
  attachment: AttachmentFieldsFragment;
  onClose: () => void;
}

/** One image as large as the window. */
export function ImageViewer({ attachment, onClose }: ImageViewerProps) {
  const { url, filename } = attachment;
  const text = useText(attachmentsText);
  const shell = useText(shellText);
  const image = useAttachmentUrl(url);

  return (
    <ModalDialog
      className={styles.viewer}
      aria-label={filename}
      isBeside={({ target }) => !(target instanceof Element && target.closest('button, img'))}
      onClose={onClose}
    >
      <div className={styles.top}>
        <p className={styles.name}>{filename}</p>
        <DownloadButton attachment={attachment} className={buttonClass('onColour', 'small')}>
          <Icon name="download" size={18} />
          {text.downloadShort}
        </DownloadButton>
        <button
          type="button"
          className={buttonClass('onColour', 'round')}
          aria-label={shell.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {image.status === 'ready' && <img src={image.objectUrl} alt={filename} />}
    </ModalDialog>
  );
}
