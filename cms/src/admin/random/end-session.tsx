'use client';

import {
  Button,
  ConfirmationModal,
  toast,
  useConfig,
  useModal,
  useTranslation,
} from '@payloadcms/ui';
import { formatAdminURL } from 'payload/shared';

import { postJson } from '../moderation/post-json';
import { languageOf } from '../moderation/words';
import { randomWords } from './words';

const modalSlug = 'coco-end-session';

/** Ends a conversation for both, after a question. */
export function EndSession({ id }: { id: string }) {
  const { config } = useConfig();
  const { i18n } = useTranslation();
  const { openModal } = useModal();
  const words = randomWords[languageOf(i18n)];

  async function end(): Promise<void> {
    const path = formatAdminURL({
      apiRoute: config.routes.api,
      path: `/random-sessions/${id}/end`,
    });
    const answer = await postJson(path, {});
    if ('fault' in answer) {
      toast.error(answer.fault || words.failed);
      return;
    }
    toast.success(words.ended);
    // The form holds the session as it was.
    window.location.reload();
  }

  return (
    <div className="coco-acts">
      <Button
        margin={false}
        onClick={() => {
          openModal(modalSlug);
        }}
        size="small"
      >
        {words.end}
      </Button>
      <ConfirmationModal
        body={words.endConfirm}
        heading={words.end}
        modalSlug={modalSlug}
        onConfirm={end}
      />
    </div>
  );
}
