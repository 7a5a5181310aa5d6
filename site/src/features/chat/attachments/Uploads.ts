import type { AttachmentFieldsFragment } from '../../../apollo/generated/chat';
import { createStore, type Store } from '../../../app/store';
import { largestFile, mostFiles, UploadError, uploadFile, type UploadFault } from './uploadFile';

/** A file that goes with the message being written. */
export interface Upload {
  readonly key: string;
  readonly file: File;
  /** For an image: as it is on this device. */
  readonly previewUrl: string | null;
  readonly state:
    | { readonly kind: 'uploading'; readonly share: number }
    | { readonly kind: 'done'; readonly attachment: AttachmentFieldsFragment }
    | { readonly kind: 'failed'; readonly fault: UploadFault };
}

/** The files of one room's message to be, uploaded while it is written. */
export class Uploads {
  readonly entries: Pick<Store<readonly Upload[]>, 'get' | 'subscribe'>;

  readonly #entries = createStore<readonly Upload[]>([]);
  readonly #running = new Map<string, AbortController>();
  readonly #roomId: string;
  readonly #upload: typeof uploadFile;
  #count = 0;

  constructor(roomId: string, upload: typeof uploadFile = uploadFile) {
    this.#roomId = roomId;
    this.#upload = upload;
    this.entries = this.#entries;
  }

  /** Returns false where a message would hold too many; then none is taken. */
  add(files: readonly File[]): boolean {
    if (this.#entries.get().length + files.length > mostFiles) return false;
    for (const file of files) {
      this.#count += 1;
      const key = String(this.#count);
      const previewUrl = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
      const state =
        file.size > largestFile
          ? ({ kind: 'failed', fault: 'tooLarge' } as const)
          : ({ kind: 'uploading', share: 0 } as const);
      this.#entries.set([...this.#entries.get(), { key, file, previewUrl, state }]);
      if (state.kind === 'uploading') void this.#run(key, file);
    }
    return true;
  }

  /** Takes back what was uploaded before, for a message that is written anew. */
  restore(attachments: readonly AttachmentFieldsFragment[]): void {
    const restored = attachments.map((attachment): Upload => {
      this.#count += 1;
      return {
        key: String(this.#count),
        file: new File([], attachment.filename, { type: attachment.mimeType }),
        previewUrl: null,
        state: { kind: 'done', attachment },
      };
    });
    this.#entries.set([...this.#entries.get(), ...restored]);
  }

  retry(key: string): void {
    const entry = this.#entries.get().find((other) => other.key === key);
    if (!entry) return;
    this.#update(key, { kind: 'uploading', share: 0 });
    void this.#run(key, entry.file);
  }

  /** Takes a file out, and stops its upload. */
  remove(key: string): void {
    this.#running.get(key)?.abort();
    const gone = this.#entries.get().find((entry) => entry.key === key);
    if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl);
    this.#entries.set(this.#entries.get().filter((entry) => entry !== gone));
  }

  /** Takes out all of them: sent, or given up. */
  clear(): void {
    for (const { key } of this.#entries.get()) this.remove(key);
  }

  async #run(key: string, file: File): Promise<void> {
    const abort = new AbortController();
    this.#running.set(key, abort);
    try {
      const attachment = await this.#upload({
        roomId: this.#roomId,
        file,
        onProgress: (share) => this.#update(key, { kind: 'uploading', share }),
        signal: abort.signal,
      });
      this.#update(key, { kind: 'done', attachment });
    } catch (error) {
      const fault = error instanceof UploadError ? error.fault : 'failed';
      this.#update(key, { kind: 'failed', fault });
    } finally {
      this.#running.delete(key);
    }
  }

  #update(key: string, state: Upload['state']): void {
    this.#entries.set(
      this.#entries.get().map((entry) => (entry.key === key ? { ...entry, state } : entry)),
    );
  }
}
