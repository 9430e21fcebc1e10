// The page to try the API: reads the document and sends what is filled in. No framework, no other origin, and the key stays in this page.

const documentUrl = new URL('openapi.json', globalThis.location.href);
const LONGEST_SHOWN = 100_000;

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function element(tag, attributes, ...children) {
  const made = globalThis.document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A schema with its references followed, a few levels deep: for people to read. */
function shown(schema, components, depth = 0) {
  if (schema === undefined || typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((one) => shown(one, components, depth));
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1);
    return depth > 3 ? name : shown(components[name], components, depth + 1);
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, shown(value, components, depth)]));
}

/** A body to begin with: required fields with something of their type. */
function exampleOf(schema) {
  const branch = schema.const ?? schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (schema.const !== undefined) return schema.const;
  if (branch !== undefined) return exampleOf(branch);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]));
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(0, schema.minimum ?? 0);
  if (schema.type === 'boolean') return false;
  return schema.pattern?.startsWith('^\\d{4}-\\d{2}-\\d{2}$') ? new Date().toISOString().slice(0, 10) : '';
}

function fieldOf(parameter) {
  const input = element('input', { name: parameter.name, ...(parameter.required ? { required: '' } : {}) });
  const kind = parameter.schema.enum?.join(' · ') ?? parameter.schema.type ?? '';
  return element(
    'label',
    { class: 'field' },
    element('span', { class: 'path' }, `${parameter.name}${parameter.required ? ' *' : ''}`),
    input,
    element('span', { class: 'quiet' }, [parameter.in, kind, parameter.description].filter(Boolean).join(' · ')),
  );
}

function tryForm(path, method, operation, components) {
  const parameters = (operation.parameters ?? []).filter(({ in: place }) => place !== 'header');
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema === undefined ? null : element('textarea', { 'aria-label': 'Body', spellcheck: 'false' });
  if (body !== null) body.value = JSON.stringify(exampleOf(shown(schema, components)), null, 2);
  const answer = element('div', {});
  const form = element(
    'form',
    {},
    ...parameters.map(fieldOf),
    ...(body === null ? [] : [body]),
    element('p', {}, element('button', {}, 'Send')),
    answer,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form, path, method, parameters, body, answer);
  });
  return form;
}

async function send(form, path, method, parameters, body, answer) {
  const values = new FormData(form);
  const valueOf = ({ name }) => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const inPath = parameters.filter((one) => one.in === 'path');
  const filled = inPath.reduce((at, one) => at.replace(`{${one.name}}`, encodeURIComponent(valueOf(one))), path);
  const url = new URL(filled, globalThis.location.origin);
  for (const one of parameters) if (one.in === 'query' && valueOf(one) !== '') url.searchParams.set(one.name, valueOf(one));
  const key = globalThis.document.getElementById('key').value.trim();
  const headers = {
    ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  };
  answer.replaceChildren(element('p', { class: 'quiet' }, 'Waiting for the answer…'));
  const started = performance.now();
  try {
    const response = await fetch(url, { method: method.toUpperCase(), headers, ...(body === null ? {} : { body: body.value }) });
    const text = await readSome(response);
    const took = `${Math.round(performance.now() - started)} ms`;
    answer.replaceChildren(
      element('p', { class: response.ok ? 'good' : 'bad' }, `${response.status} ${response.statusText} · ${took}`),
      element('pre', { tabindex: '0' }, pretty(text)),
    );
  } catch (error) {
    answer.replaceChildren(element('p', { class: 'bad' }, `No answer: ${String(error)}`));
  }
}

/** The whole answer; of one that goes on for good what comes in the first two seconds. */
async function readSome(response) {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const until = new Promise((resolve) => setTimeout(() => resolve({ done: true }), 2000));
  let text = '';
  for (;;) {
    const { done, value } = await Promise.race([reader.read(), until]);
    if (done) break;
    text += value;
  }
  await reader.cancel();
  return text === '' ? '(nothing happened within two seconds)' : text;
}

function pretty(text) {
  const cut = text.slice(0, LONGEST_SHOWN);
  try {
    return JSON.stringify(JSON.parse(text), null, 2).slice(0, LONGEST_SHOWN);
  } catch {
    return cut;
  }
}

function articleOf(path, method, operation, components) {
  const details = element(
    'details',
    {},
    element(
      'summary',
      {},
      element('span', { class: 'method' }, method.toUpperCase()),
      element('span', { class: 'path' }, path),
      ` ${operation.summary}`,
    ),
  );
  const article = element(
    'article',
    { id: operation.operationId, 'data-words': `${method} ${path} ${operation.summary}`.toLowerCase() },
    details,
  );
  // Written out when it is looked at.
  details.addEventListener(
    'toggle',
    () => {
      const [status, good] = Object.entries(operation.responses)[0] ?? [];
      const answers = Object.values(good?.content ?? {})[0]?.schema;
      details.append(
        element(
          'div',
          { class: 'inside' },
          element('p', { class: 'quiet' }, operation.description ?? ''),
          tryForm(path, method, operation, components),
          element(
            'details',
            {},
            element('summary', {}, `What ${status} answers`),
            element('pre', { tabindex: '0' }, JSON.stringify(shown(answers, components), null, 2) ?? ''),
          ),
        ),
      );
    },
    { once: true },
  );
  return article;
}

async function show() {
  const response = await fetch(documentUrl);
  const api = await response.json();
  const components = api.components.schemas;
  const list = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const [main, index] = [globalThis.document.getElementById('operations'), globalThis.document.getElementById('index')];
  main.replaceChildren(element('p', { class: 'about' }, api.info.description));
  for (const { name } of api.tags) {
    const own = list.filter(({ operation }) => operation.tags.includes(name));
    main.append(element('h2', {}, name), ...own.map(({ path, method, operation }) => articleOf(path, method, operation, components)));
    index.append(
      element('h3', {}, name),
      ...own.map(({ operation }) => element('a', { href: `#${operation.operationId}` }, operation.summary)),
    );
  }
}

function find(words) {
  for (const article of globalThis.document.querySelectorAll('article')) article.hidden = !article.dataset.words.includes(words);
}

globalThis.document.getElementById('key-form').addEventListener('submit', (event) => event.preventDefault());
globalThis.document.getElementById('find').addEventListener('input', ({ target }) => find(target.value.trim().toLowerCase()));
globalThis.addEventListener('hashchange', () => {
  const opened = globalThis.document.getElementById(globalThis.location.hash.slice(1))?.querySelector('details');
  if (opened) opened.open = true;
});
show().catch((error) => {
  globalThis.document
    .getElementById('operations')
    .replaceChildren(element('p', { class: 'bad' }, `The document could not be read: ${String(error)}`));
});
