// The work: what was read, the set-up, the figures and the mentions behind them.
import { useEffect } from 'preact/hooks';
import { report } from '../state/analysis';
import { nothingSaid } from '../state/figures';
import { Answers } from './Answers';
import { Audit } from './Audit';
import { AuditDialog } from './AuditDialog';
import { Labels } from './Labels';
import { MentionDetail } from './MentionDetail';
import { Mentions } from './Mentions';
import { PasteDialog } from './PasteDialog';
import { Platforms } from './Platforms';
import { Polls } from './Polls';
import { SentimentByBrand } from './SentimentByBrand';
import { SetUp } from './SetUp';
import { ShareOfVoice } from './ShareOfVoice';
import { Status } from './Status';
import { Time } from './Time';

export function Work() {
  const figures = report.value;
  // What was pressed to start is gone: who uses a keyboard or a screen reader goes on from the top of the work.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <Status />
      <SetUp />
      {figures && figures.totals.mentions > 0 && (
        <>
          <ShareOfVoice report={figures} />
          <SentimentByBrand report={figures} />
          <Time report={figures} />
          <Labels report={figures} />
          <Platforms report={figures} />
          <Answers />
        </>
      )}
      {figures && figures.polls.length > 0 && <Polls report={figures} />}
      {figures && figures.totals.mentions > 0 && <Audit report={figures} />}
      {figures && !nothingSaid(figures) && <Mentions report={figures} />}
      <MentionDetail />
      <AuditDialog />
      <PasteDialog />
    </>
  );
}
