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
import { useState } from 'react';

import { postJson } from './post-json';
import { languageOf, moderationWords, type Act } from './words';

const modalSlug = 'coco-report-act';

/** What can be done about a report, each with a question before it is. */
export function ReportActs({ acts, id }: { acts: readonly Act[]; id: string }) {
  const { config } = useConfig();
  const { i18n } = useTranslation();
  const { openModal } = useModal();
  const [act, setAct] = useState<Act | null>(null);
  const words = moderationWords[languageOf(i18n)];

  async function carryOut(): Promise<void> {
    if (act === null) return;
    const path = formatAdminURL({ apiRoute: config.routes.api, path: `/reports/${id}/act` });
    const answer = await postJson(path, { act });
    if ('fault' in answer) {
      toast.error(answer.fault || words.failed);
      return;
    }
    toast.success(words.done);
    // The form holds the report as it was.
    window.location.reload();
  }

  return (
    <>
      <div className="coco-acts">
        {acts.map((each) => (
          <Button
            buttonStyle={each === 'dismiss' ? 'secondary' : 'primary'}
            key={each}
            margin={false}
            onClick={() => {
              setAct(each);
              openModal(modalSlug);
            }}
            size="small"
          >
            {words.acts[each].label}
          </Button>
        ))}
      </div>
      <ConfirmationModal
        body={act ? words.acts[act].confirm : ''}
        heading={act ? words.acts[act].label : ''}
        modalSlug={modalSlug}
        onConfirm={carryOut}
      />
    </>
  );
}
