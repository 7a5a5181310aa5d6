'use client';

import { Button, useConfig, useTranslation } from '@payloadcms/ui';
import { formatAdminURL } from 'payload/shared';
import { useId, useState } from 'react';

import './moderation.css';
import { postJson } from './post-json';
import { languageOf, moderationWords } from './words';

interface Identity {
  accountId: string;
  displayName: string;
  isGuest: boolean;
}

interface Props {
  /** What stands for the person, as `/api/identity-lookup` names it. */
  subject: 'message' | 'membership' | 'report' | 'reporter';
  id: string;
}

/** Tells who is behind an alias, for a reason that is recorded. */
export function WhoIsThis({ id, subject }: Props) {
  const { config } = useConfig();
  const { i18n } = useTranslation();
  const words = moderationWords[languageOf(i18n)];
  const reasonId = useId();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [identity, setIdentity] = useState<Identity | null>(null);

  async function ask(): Promise<void> {
    const path = formatAdminURL({ apiRoute: config.routes.api, path: '/identity-lookup' });
    const answer = await postJson<Identity>(path, { [subject]: id, reason });
    if ('fault' in answer) setFault(answer.fault || words.failed);
    else {
      setFault(null);
      setIdentity(answer.data);
    }
  }

  if (identity) {
    const { accountId, displayName, isGuest } = identity;
    const path = formatAdminURL({
      adminRoute: config.routes.admin,
      path: `/collections/users/${accountId}`,
    });
    return (
      <p className="coco-who" role="status">
        {words.who.answer} <strong>{displayName}</strong>
        {isGuest ? ` (${words.who.guest})` : ''} · <a href={path}>{words.who.open}</a>
      </p>
    );
  }
  if (!isAsking) {
    return (
      <div className="coco-who">
        <Button
          buttonStyle="secondary"
          margin={false}
          onClick={() => {
            setAsking(true);
          }}
          size="small"
        >
          {words.who.ask}
        </Button>
      </div>
    );
  }
  // Not a form: this stands within the form of a document.
  return (
    <div aria-label={words.who.ask} className="coco-who coco-who--asking" role="group">
      <label htmlFor={reasonId}>{words.who.reason}</label>
      <textarea
        autoFocus
        id={reasonId}
        maxLength={500}
        onChange={(event) => {
          setReason(event.target.value);
        }}
        rows={2}
        value={reason}
      />
      <p>{words.who.notice}</p>
      {fault === null ? null : <p role="alert">{fault}</p>}
      <div className="coco-acts">
        <Button
          disabled={reason.trim().length < 5}
          margin={false}
          onClick={() => void ask()}
          size="small"
        >
          {words.who.submit}
        </Button>
        <Button
          buttonStyle="secondary"
          margin={false}
          onClick={() => {
            setAsking(false);
          }}
          size="small"
        >
          {words.who.cancel}
        </Button>
      </div>
    </div>
  );
}
