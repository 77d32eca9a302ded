// Scenarios with dockerode. Usage: node dockerode.js SCENARIO NAME, with DOCKER_HOST set; NAME is free for containers.
'use strict';
const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const { once } = require('node:events');
const Docker = require('dockerode');

const docker = new Docker();
const [scenario, name] = process.argv.slice(2);

const collect = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
};

const idle = async () => {
  const container = await docker.createContainer({
    name,
    Image: 'busybox:local',
    Cmd: ['sleep', '3600'],
    HostConfig: { Init: true },
  });
  await container.start();
  return container;
};

const exec = async (container, command, options) => {
  const made = await container.exec({ Cmd: command, AttachStdin: !!options.stdin, AttachStdout: true, AttachStderr: true });
  return { made, stream: await made.start(options) };
};

/** What came on standard output of a multiplexed stream, once it holds this text. */
const outputWith = (stream, text) =>
  new Promise((resolve, reject) => {
    const out = new PassThrough();
    let so = '';
    out.on('data', (part) => {
      so += part;
      if (so.includes(text)) resolve(so);
    });
    docker.modem.demuxStream(stream, out, new PassThrough());
    stream.on('end', () => setTimeout(() => reject(new Error(`ended without ${text}: ${so}`)), 100));
    stream.on('error', reject);
  });

const scenarios = {
  async lifecycle() {
    assert.strictEqual((await docker.ping()).toString(), 'OK');
    const container = await idle();
    const found = await docker.listContainers({ filters: { name: [name] } });
    assert.deepStrictEqual(found.map((one) => one.Id), [container.id]);
    assert.strictEqual((await container.inspect()).State.Status, 'running');
    await container.stop();
    assert.strictEqual((await container.wait()).StatusCode, 143);
    await container.remove();
  },

  async run_attaches_before_start() {
    const out = new PassThrough();
    const text = collect(out);
    const [result] = await docker.run('busybox:local', ['sh', '-c', 'echo attached; exit 3'], out, { name, Tty: false });
    out.end();
    assert.strictEqual(result.StatusCode, 3);
    assert.match(await text, /attached/);
  },

  async exec_with_an_upgrade() {
    const { stream } = await exec(await idle(), ['cat'], { hijack: true, stdin: true });
    const done = outputWith(stream, 'through the pipe\n');
    stream.write('through the pipe\n');
    await done;
    const ended = once(stream, 'end');
    stream.end();
    await ended;
  },

  async exec_without_an_upgrade() {
    const { stream } = await exec(await idle(), ['cat'], { hijack: false, stdin: true });
    const done = outputWith(stream, 'with no upgrade\n');
    stream.write('with no upgrade\n');
    await done;
    stream.destroy();
  },

  async exec_output_only_without_an_upgrade() {
    const { made, stream } = await exec(await idle(), ['sh', '-c', 'echo only output; exit 5'], {});
    assert.match(await outputWith(stream, 'only output\n'), /only output/);
    // the engine notes the exit code a moment after the output ends
    let state;
    do state = await made.inspect();
    while (state.Running);
    assert.strictEqual(state.ExitCode, 5);
  },

  async attach_without_an_upgrade() {
    const container = await docker.createContainer({
      name,
      Image: 'busybox:local',
      Cmd: ['sh', '-c', 'while read line; do echo "<$line>"; done'],
      OpenStdin: true,
      AttachStdin: true,
    });
    const stream = await container.attach({ stream: true, stdin: true, stdout: true, stderr: true });
    await container.start();
    const done = outputWith(stream, '<typed>');
    stream.write('typed\n');
    assert.strictEqual(await done, '<typed>\n');
    stream.destroy();
  },

  async logs_and_events_follow() {
    const events = await docker.getEvents({ filters: { container: [name] } });
    const seen = [];
    events.on('data', (part) => seen.push(part.toString()));
    const container = await docker.createContainer({
      name,
      Image: 'busybox:local',
      Cmd: ['sh', '-c', 'echo one; sleep 1; echo two; sleep 3600'],
      HostConfig: { Init: true },
    });
    await container.start();
    const logs = await container.logs({ follow: true, stdout: true, stderr: true });
    await outputWith(logs, 'one\ntwo\n');
    await container.kill();
    await container.remove();
    while (!seen.join('').includes('"destroy"')) await once(events, 'data');
    events.destroy();
  },

  async stats_stream() {
    const stream = await (await idle()).stats({ stream: true });
    let readings = 0;
    for await (const part of stream) {
      assert.ok(JSON.parse(part.toString()).pids_stats);
      readings += 1;
      if (readings === 2) break;
    }
  },

  async archive_round_trip() {
    const container = await idle();
    // tar-fs comes with dockerode
    const tar = require('tar-fs');
    await container.putArchive(tar.pack(__dirname, { entries: ['package.json'] }), { path: '/root' });
    const archive = await collect(await container.getArchive({ path: '/root/package.json' }));
    assert.match(archive, /caisson-conformance-dockerode/);
  },
};

if (!Object.hasOwn(scenarios, scenario)) throw new Error(`no scenario ${scenario}`);
scenarios[scenario]().then(
  () => {
    console.log(`${scenario}: passed`);
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
