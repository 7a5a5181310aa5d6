import { useState, type ReactNode } from 'react';
import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { useText } from '../../../app/locale';
import { downloadAttachment } from './attachmentBlobs';
import { attachmentsText } from './attachmentsText';

interface DownloadButtonProps {
  attachment: AttachmentFieldsFragment;
  className: string | undefined;
  children: ReactNode;
}

export function DownloadButton({ attachment, className, children }: DownloadButtonProps) {
  const { url, filename } = attachment;
  const text = useText(attachmentsText);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');

  const download = () => {
    setState('loading');
    downloadAttachment(url, filename).then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };

  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={text.download(filename)}
        disabled={state === 'loading'}
        onClick={download}
      >
        {children}
      </button>
      {state === 'failed' && <span role="alert">{text.downloadFailed}</span>}
    </>
  );
}
