// The work: what was read, the set-up, the figures and the mentions behind them.
import { report } from '../state/analysis';
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
      {figures && <Mentions report={figures} />}
      <MentionDetail />
      <AuditDialog />
      <PasteDialog />
    </>
  );
}
