import { apiUrl } from '../../../api/address';
import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { localeStore } from '../../../app/locale';
import { currentToken } from '../../account/sessionRenewal';

/** In bytes; the CMS takes no larger ones. */
export const largestFile = 10 * 1024 * 1024; // 10 MiB

/** How many files a message holds. */
export const mostFiles = 10;

/** Why a file could not be uploaded. */
export type UploadFault = 'tooLarge' | 'notAllowed' | 'notAccepted' | 'tooFast' | 'failed';

export class UploadError extends Error {
  override readonly name = 'UploadError';

  /** @param message the server's own words, where there are any */
  constructor(
    readonly fault: UploadFault,
    message = '',
  ) {
    super(message);
  }
}

interface UploadOptions {
  roomId: string;
  file: File;
  /** Called with how much is sent, from 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Uploads a file for a message to a room. By XMLHttpRequest, since `fetch` does not say how much is sent.
 * @throws {UploadError}
 */
export async function uploadFile(options: UploadOptions): Promise<AttachmentFieldsFragment> {
  const { roomId, file, onProgress, signal } = options;
  const token = await currentToken();
  const form = new FormData();
  form.set('_payload', JSON.stringify({ room: roomId }));
  form.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl('/api/chat-attachments?depth=0'));
    request.setRequestHeader('Accept-Language', localeStore.get());
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      try {
        resolve(toAttachment(request.status, request.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new UploadError('failed'));
      }
    };
    request.onerror = () => reject(new UploadError('failed'));
    request.onabort = () => reject(new UploadError('failed'));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new UploadError('failed'));
    else request.send(form);
  });
}

interface UploadAnswer {
  doc?: {
    id: string;
    url: string;
    originalName: string;
    mimeType: string;
    filesize: number;
    width?: number | null;
    height?: number | null;
  };
  errors?: { message: string; data?: { errors?: { message: string }[] } }[];
}

function toAttachment(status: number, body: string): AttachmentFieldsFragment {
  const answer = parse(body);
  if (!answer.doc) {
    const [error] = answer.errors ?? [];
    throw new UploadError(faultOf(status), error?.data?.errors?.[0]?.message ?? error?.message);
  }
  const { id, url, originalName, mimeType, filesize, width, height } = answer.doc;
  return {
    id,
    url,
    filename: originalName,
    mimeType,
    bytes: filesize,
    width: width ?? null,
    height: height ?? null,
  };
}

function parse(body: string): UploadAnswer {
  try {
    return (JSON.parse(body) as UploadAnswer | null) ?? {};
  } catch {
    // A proxy's page.
    return {};
  }
}

function faultOf(status: number): UploadFault {
  if (status === 413) return 'tooLarge';
  if (status === 401 || status === 403) return 'notAllowed';
  if (status === 429) return 'tooFast';
  return status === 400 || status === 415 || status === 422 ? 'notAccepted' : 'failed';
}
