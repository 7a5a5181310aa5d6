import { useEffect, useRef, useState, type RefObject } from 'react';
import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { Icon } from '../../../ui/Icon';
import styles from './AttachmentList.module.css';
import { attachmentsText } from './attachmentsText';
import { ImageViewer } from './ImageViewer';
import { useAttachmentUrl } from './useAttachmentUrl';

/** In CSS pixels: how large an image is shown among messages at most. */
const most = { width: 320, height: 280 };

/** An image in its final size from the beginning, whether or not it has been loaded. */
export function ImageAttachment({ attachment }: { attachment: AttachmentFieldsFragment }) {
  const { url, filename } = attachment;
  const text = useText(attachmentsText);
  const ref = useRef<HTMLButtonElement>(null);
  const isNear = useIsNear(ref);
  const image = useAttachmentUrl(isNear ? url : null);
  const [isOpen, setIsOpen] = useState(false);

  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles.image}
        style={thumbnailSize(attachment)}
        aria-label={image.status === 'failed' ? text.imageFailed : text.open(filename)}
        onClick={image.status === 'failed' ? image.retry : () => setIsOpen(true)}
      >
        {image.status === 'ready' && <img src={image.objectUrl} alt={filename} />}
        {image.status === 'failed' && (
          <span className={styles.failed}>
            <Icon name="alert" size={18} />
            {text.imageFailed}
          </span>
        )}
      </button>
      {isOpen && <ImageViewer attachment={attachment} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** As large as can be within what is shown, never larger than the image itself. */
export function thumbnailSize({
  width,
  height,
}: Pick<AttachmentFieldsFragment, 'width' | 'height'>): { width: number; aspectRatio: string } {
  if (!width || !height) return { width: 240, aspectRatio: '4 / 3' };
  const scale = Math.min(1, most.width / width, most.height / height);
  // Very long ones are cut off rather than made too thin to see.
  const shownWidth = Math.max(Math.round(width * scale), 72);
  const shownHeight = Math.max(Math.round(height * scale), 56);
  return { width: shownWidth, aspectRatio: `${shownWidth} / ${shownHeight}` };
}

/** True once the element has come near what is seen. */
function useIsNear(ref: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (isNear || !ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsNear(true);
      },
      { rootMargin: '600px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref, isNear]);
  return isNear;
}
