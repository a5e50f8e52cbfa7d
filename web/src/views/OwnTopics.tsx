// The person's own topics, and which team takes care of each. Edits take effect a moment after the last key.
import { useState } from 'preact/hooks';
import { topics, type OwnTopic, type Report } from '../engine/documents';
import { t } from '../i18n/text';
import { ownTopics, setTeam, setTopics, settingsError, teams } from '../state/analysis';
import { sentence } from '../state/messages';
import { Icon } from './Icon';
import { nameOfTeam, nameOfTopic } from './names';

/** As many as the core takes. */
const most = 24;
const teamList = 'known-teams';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function Team({ team, label, onChange }: { team: string; label: string; onChange: (team: string) => void }) {
  // Usual teams are shown in the language of the page, and kept by their own names.
  const shown = nameOfTeam(team);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        list={teamList}
        value={shown}
        onInput={({ currentTarget: { value } }) => onChange(value === shown ? team : value.trim())}
      />
    </label>
  );
}

interface EditorProps {
  topic: OwnTopic;
  onChange: (topic: OwnTopic) => void;
  onRemove: () => void;
}

function Editor({ topic, onChange, onRemove }: EditorProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <li class="own-topic">
      <label class="field">
        <span>{t('topics.name')}</span>
        <input
          type="text"
          value={topic.name}
          onInput={(event) => onChange({ ...topic, name: event.currentTarget.value.trim() })}
        />
      </label>
      <Team team={topic.team} label={t('column.team')} onChange={(team) => onChange({ ...topic, team })} />
      <label class="field is-words">
        <span>{t('topics.words')}</span>
        <textarea
          rows={3}
          spellcheck={false}
          value={typed ?? topic.words.join('\n')}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            onChange({ ...topic, words: linesOf(event.currentTarget.value) });
          }}
          onBlur={() => setTyped(null)}
        />
        <small>{t('topics.wordsHint')}</small>
      </label>
      <button type="button" class="button is-quiet" onClick={onRemove}>
        <Icon name="close" />
        {t('topics.remove')}
      </button>
    </li>
  );
}

export function OwnTopics({ report }: { report: Report }) {
  const own = ownTopics.value;
  const teamOf = (name: string): string => report.topics.find((topic) => topic.name === name)?.team ?? '';
  return (
    <details class="own-topics">
      <summary>{t('topics.edit')}</summary>
      <p class="caption">{t('topics.lead')}</p>
      {settingsError.value && (
        <p class="problem" role="alert">
          <Icon name="warn" />
          <span>{sentence(settingsError.value)}</span>
        </p>
      )}
      <datalist id={teamList}>
        {report.teams.map(({ name }) => (
          <option key={name} value={nameOfTeam(name)} />
        ))}
      </datalist>
      <ul>
        {own.map((topic, index) => (
          <Editor
            key={index}
            topic={topic}
            onChange={(changed) =>
              setTopics(
                own.map((old, at) => (at === index ? changed : old)),
                changed.name === topic.name ? undefined : { from: topic.name, to: changed.name },
              )
            }
            onRemove={() => setTopics(own.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      {own.length < most && (
        <button
          type="button"
          class="button"
          onClick={() => setTopics([...own, { name: '', words: [], team: '' }])}
        >
          <Icon name="add" />
          {t('topics.add')}
        </button>
      )}
      <fieldset class="teams">
        <legend>{t('topics.teams')}</legend>
        {topics.map((topic) => (
          <Team
            key={topic}
            team={teams.value[topic] ?? teamOf(topic)}
            label={nameOfTopic(topic)}
            onChange={(team) => setTeam(topic, team)}
          />
        ))}
      </fieldset>
    </details>
  );
}
