// What a record is made of, and how values are taken out of it and put into it. Records have the form of the output contract.
export const fields = [
  { key: 'model', letter: 'M', name: 'Model' },
  { key: 'hospitals', letter: 'H', name: 'Hospital' },
  { key: 'adopters', letter: 'A', name: 'Adopter' },
  { key: 'specialties', letter: 'S', name: 'Specialty' },
  { key: 'partners', letter: 'P', name: 'Partner' },
  { key: 'firstOfKind', letter: 'F', name: 'First of kind' },
];

export const fieldOf = (key) => fields.find((f) => f.key === key);

export function textOf(key, value) {
  return key === 'model' ? value.name ?? value.description ?? '' : key === 'specialties' ? value.label : key === 'firstOfKind' ? value.scope : value.name;
}

export function valuesOf(record) {
  return fields.flatMap(({ key }) => (key === 'model' ? [record.model] : record[key]).map((value) => ({ key, value, text: textOf(key, value) })));
}

export const nameOf = (record) => textOf('model', record.model);

const copy = (record) => structuredClone(record);

export function without(record, key, text) {
  const changed = copy(record);
  changed[key] = changed[key].filter((v) => textOf(key, v) !== text);
  return changed;
}

// A value as a person enters it: words of the article with their place.
export function entered(key, { text, label, id, start, end, isDescription }) {
  const evidence = start === undefined || start === null ? [] : [{ start, end, text }];
  switch (key) {
    case 'model':
      return { name: isDescription ? null : text, aliases: [], description: isDescription ? text : null, confidence: 1, evidence };
    case 'specialties':
      return { label, text, confidence: 1, evidence };
    case 'firstOfKind':
      return { scope: label, text, confidence: 1, evidence };
    default:
      return { name: text, aliases: [], id: id ?? null, confidence: 1, evidence };
  }
}

export function withValue(record, key, value, replaced) {
  const changed = copy(record);
  if (key === 'model') {
    // The name that was there stays known as another name of the model.
    const old = changed.model;
    changed.model = { ...value, aliases: [...old.aliases.filter((a) => a !== value.name), ...(old.name && value.name && old.name !== value.name ? [old.name] : [])] };
    return changed;
  }
  const at = replaced === undefined ? -1 : changed[key].findIndex((v) => textOf(key, v) === replaced);
  if (at >= 0) {
    changed[key][at] = value;
  } else {
    changed[key].push(value);
  }
  return changed;
}

export function merged(first, second) {
  const changed = copy(first);
  for (const { key } of fields.slice(1)) {
    const known = new Set(changed[key].map((v) => textOf(key, v)));
    changed[key].push(...copy(second)[key].filter((v) => !known.has(textOf(key, v))));
  }
  changed.adopters = changed.adopters.filter((a) => !changed.hospitals.some((h) => h.name === a.name));
  const names = new Set([changed.model.name, ...changed.model.aliases]);
  changed.model.aliases.push(...[second.model.name, ...second.model.aliases].filter((n) => n && !names.has(n)));
  return changed;
}

export function empty(model) {
  return { id: 'new', confidence: 1, disposition: 'accepted', model, hospitals: [], adopters: [], specialties: [], partners: [], firstOfKind: [] };
}
