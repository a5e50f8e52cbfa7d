// A short form in one row: what is entered is handed over as text, and the fields are empty again.

interface Field<Name extends string> {
  name: Name;
  label: string;
  type: 'text' | 'number' | 'date';
  required?: boolean;
}

interface Props<Name extends string> {
  fields: readonly Field<Name>[];
  button: string;
  onEnter: (entered: Record<Name, string>) => void;
}

export function EntryForm<Name extends string>({ fields, button, onEnter }: Props<Name>) {
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const data = new FormData(form);
        const entries = fields.map(({ name }) => [name, String(data.get(name)).trim()]);
        onEnter(Object.fromEntries(entries) as Record<Name, string>);
        form.reset();
      }}
    >
      {fields.map(({ name, label, type, required = false }) => (
        <label key={name} class="field">
          <span>{label}</span>
          <input
            type={type as 'text'}
            name={name}
            required={required}
            maxLength={type === 'text' ? 80 : undefined}
            min={type === 'number' ? '1' : undefined}
          />
        </label>
      ))}
      <button type="submit" class="button">
        {button}
      </button>
    </form>
  );
}
