import { readSync, writeSync } from "node:fs";

// src/plugin.ts
/**
* Runs a plugin: reads the call from stdin, gives it to `run`, and writes what that returns to stdout (a string as it is, anything
* else as JSON). What `run` throws becomes a line of log and exit status 1; a stdin that holds no call, exit status 2.
*/
async function definePlugin(run) {
	const call = callIn(readAll(0));
	if (!call) return leave(2, "this is a plugin of Parrot; run it with: parrot <its name>");
	try {
		const result = await run({
			...call,
			progress,
			log
		});
		writeAll(1, typeof result === "string" ? result : `${JSON.stringify(result)}\n`);
	} catch (cause) {
		leave(1, cause instanceof Error ? cause.message : String(cause));
	}
}
function callIn(text) {
	try {
		const { call: id, input = {}, config = {}, facts = {}, dryRun = false } = JSON.parse(text);
		return typeof id === "string" ? {
			id,
			input,
			config,
			facts,
			dryRun: dryRun === true
		} : void 0;
	} catch {
		return;
	}
}
function leave(status, line) {
	log("error", line);
	process.exitCode = status;
}
function log(level, line) {
	writeAll(2, `${level}: ${line.replaceAll(/[\r\n]+/g, " ")}\n`);
}
function progress(share, message) {
	if (process.env.PARROT_CALL_ID === void 0) return;
	try {
		writeAll(3, `${JSON.stringify(message === void 0 ? { progress: share } : {
			progress: share,
			message
		})}\n`);
	} catch {}
}
function readAll(fd) {
	const chunks = [];
	for (;;) {
		const chunk = Buffer.allocUnsafe(65536);
		const length = retry(() => readSync(fd, chunk));
		if (length === 0) return Buffer.concat(chunks).toString("utf8");
		chunks.push(chunk.subarray(0, length));
	}
}
function writeAll(fd, text) {
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length;) at += retry(() => writeSync(fd, bytes, at));
}
/** A descriptor shared with a terminal or a host may be non-blocking. `process.stdin` would load all of the streams first. */
function retry(work) {
	for (;;) try {
		return work();
	} catch (cause) {
		if (cause.code !== "EAGAIN") throw cause;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
	}
}

// plugins/health_check/src/check.ts
/** A check of a number: warning from `threshold` on, critical from `criticalThreshold` on. */
function measured(id, measure, sentence) {
	const { value, unit, threshold = null, criticalThreshold = null, percent = null } = measure;
	const reached = (limit) => limit !== null && value >= limit;
	return {
		id,
		status: reached(criticalThreshold) ? "critical" : reached(threshold) ? "warning" : "ok",
		value,
		unit,
		threshold,
		criticalThreshold,
		percent: percent && capped(percent),
		sentence
	};
}
/** A check of something that is no number. */
function stated(id, status, sentence) {
	return {
		id,
		status,
		value: null,
		unit: null,
		threshold: null,
		criticalThreshold: null,
		percent: null,
		sentence
	};
}
/** What `judge` says of a fact, or why there is nothing to judge: then it is unknown or not applicable, and never ok. */
function looked(id, fact, judge) {
	if (fact === void 0) return [stated(id, "unknown", "the host did not hand over this fact")];
	if ("unavailable" in fact) return [unknown(id, fact)];
	if ("absent" in fact) return [stated(id, "not_applicable", clause(fact.absent.says))];
	if (Array.isArray(fact) && fact.length === 0) return [stated(id, "unknown", "the host found nothing to look at")];
	return judge(fact);
}
/** The check of something that could not be looked at, with the reason. */
function unknown(id, { unavailable }) {
	return stated(id, "unknown", clause(unavailable.says));
}
function clause(sentence) {
	return sentence.replace(/\.$/, "");
}
/** The critical threshold that belongs to a percentage: 95, or halfway to 100 where that is more. */
function criticalFrom(threshold) {
	return Math.max(95, (threshold + 100) / 2);
}
function capped(percent) {
	return Math.min(100, Math.max(0, rounded(percent)));
}
/** To one decimal: what is compared is what is shown. */
function rounded(value) {
	return Math.round(value * 10) / 10;
}

// plugins/health_check/src/words.ts
const units = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB",
	"PiB"
];
/** `78.9 GiB`, `252 GiB`, `512 B`. */
function bytes(count) {
	const power = count < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
	const value = count / 1024 ** power;
	return `${power === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
/** `16,330,646`. */
function grouped(count) {
	return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
/** `under a minute`, `12 min`, `5 h`, `3 days`: whole units, rounded down. */
function duration(milliseconds) {
	const minutes = Math.floor(milliseconds / 6e4);
	if (minutes < 1) return "under a minute";
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.floor(minutes / 60);
	return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
/** `nginx.service, cron.service and 3 more`. */
function some(names, most = 3) {
	const rest = names.length - most;
	return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

// plugins/health_check/src/disk.ts
/** How full a mount is for those who are not root, as df counts it. */
function diskOf(mount, threshold) {
	const { path, space } = mount;
	const id = `disk:${path}`;
	if (cannotFill(mount)) return stated(id, "not_applicable", "read-only: nothing can fill it");
	if ("unavailable" in space) return unknown(id, space);
	const { usedBytes, availableBytes, totalBytes } = space;
	const value = share(usedBytes, usedBytes + availableBytes);
	const sentence = `${value} % full, ${bytes(availableBytes)} of ${bytes(totalBytes)} free`;
	return measured(id, percentage(value, threshold), sentence);
}
/** How many of a mount's inodes are taken. */
function inodesOf(mount, threshold) {
	const { path, space, type } = mount;
	const id = `inodes:${path}`;
	if (cannotFill(mount)) return stated(id, "not_applicable", "read-only: nothing can fill it");
	if ("unavailable" in space) return unknown(id, space);
	const { totalInodes, usedInodes } = space;
	if (totalInodes === null || usedInodes === null) return stated(id, "not_applicable", `${type} makes inodes as it needs them`);
	const value = share(usedInodes, totalInodes);
	return measured(id, percentage(value, threshold), `${value} % taken, ${grouped(totalInodes - usedInodes)} inodes free`);
}
/** Whether a mount that should be writable is. */
function readOnlyOf({ path, readOnly, wanted, stopped, onError }) {
	const id = `read_only:${path}`;
	if (stopped) return stated(id, "critical", `the kernel stopped it after an error (${stopped}): see dmesg`);
	if (readOnly === "no") return stated(id, "ok", "writable");
	if (wanted === "read-only") return stated(id, "ok", "read-only, as /etc/fstab wants it");
	if (wanted === "read-write") return stated(id, "critical", "read-only, though /etc/fstab wants it writable");
	if (readOnly === "mount") return stated(id, "ok", "mounted read-only; its file system is writable");
	if (onError === "remount-ro") return stated(id, "warning", "read-only, and set to become so on an error: see dmesg");
	return stated(id, "unknown", "read-only, and /etc/fstab does not say whether it should be");
}
function cannotFill({ readOnly, wanted, stopped }) {
	return readOnly === "filesystem" && wanted !== "read-write" && stopped === null;
}
function share(part, whole) {
	return whole > 0 ? rounded(part / whole * 100) : 100;
}
function percentage(value, threshold) {
	return {
		value,
		unit: "%",
		threshold,
		criticalThreshold: criticalFrom(threshold),
		percent: value
	};
}

// plugins/health_check/src/load.ts
/** The load of five minutes on each CPU; critical at twice the threshold. */
function loadOf({ load1, load5, load15, onlineCpus }, threshold) {
	const value = Math.round(load5 / onlineCpus * 100) / 100;
	const sentence = `${value} per CPU in 5 min (${load1} ${load5} ${load15}, ${onlineCpus === 1 ? "1 CPU" : `${onlineCpus} CPUs`})`;
	const criticalThreshold = threshold * 2;
	return measured("load", {
		value,
		unit: "per CPU",
		threshold,
		criticalThreshold,
		percent: value / criticalThreshold * 100
	}, sentence);
}
/** Memory that programs can no longer get. */
function memoryOf({ totalBytes, availableBytes }, threshold) {
	const value = rounded((1 - availableBytes / totalBytes) * 100);
	const sentence = `${value} % used, ${bytes(availableBytes)} of ${bytes(totalBytes)} available`;
	const criticalThreshold = criticalFrom(threshold);
	return measured("memory", {
		value,
		unit: "%",
		threshold,
		criticalThreshold,
		percent: value
	}, sentence);
}
/** Full swap only warns: what hurts is the memory that is missing beside it. */
function swapOf({ swapTotalBytes, swapFreeBytes }) {
	if (swapTotalBytes === 0) return stated("swap", "not_applicable", "there is no swap");
	const value = rounded((1 - swapFreeBytes / swapTotalBytes) * 100);
	const sentence = `${value} % used, ${bytes(swapFreeBytes)} of ${bytes(swapTotalBytes)} free`;
	return measured("swap", {
		value,
		unit: "%",
		threshold: 80,
		percent: value
	}, sentence);
}
/**
* The share of the last minute lost waiting. All tasks at once for memory (critical: it thrashes) and disks; any task for the CPU.
* Disks and CPU only warn: a backup at night keeps them busy, and nothing is wrong.
*/
function pressureOf({ cpu, memory, io }) {
	return [
		stalled("cpu", cpu.some, "some task waited", { threshold: 80 }),
		stalled("memory", memory.full, "all tasks waited", {
			threshold: 10,
			criticalThreshold: 40
		}),
		stalled("io", io.full, "all tasks waited", { threshold: 50 })
	];
}
function stalled(what, share, who, limits) {
	const id = `pressure:${what}`;
	if (share === null) return stated(id, "unknown", "the kernel does not count when all tasks wait");
	const value = rounded(share.percent60s);
	return measured(id, {
		value,
		unit: "%",
		percent: value,
		...limits
	}, `${who} for ${value} % of the last minute`);
}

// plugins/health_check/src/runs.ts
const hour = 36e5;
/** How long ago the work last succeeded, by the journal. */
function lastRun({ id, tools, hours }, runs, now) {
	const known = runs.filter(({ tool }) => tools.includes(tool));
	if (known.length === 0) return stated(id, "not_applicable", `there is no plugin ${tools.join(" or ")}`);
	const successes = known.flatMap(({ lastOkAt }) => lastOkAt === null ? [] : [Date.parse(lastOkAt)]);
	if (successes.length === 0) return neverSucceeded(id, known);
	const age = now - Math.max(...successes);
	if (Number.isNaN(age)) return stated(id, "unknown", "the journal holds a time that is none");
	if (age < -3e5) return stated(id, "unknown", "its last success lies in the future: the clock was wrong then, or is now");
	const value = Math.max(0, rounded(age / hour));
	const limits = {
		threshold: hours,
		criticalThreshold: hours * 3,
		percent: value / (hours * 3) * 100
	};
	return measured(id, {
		value,
		unit: "h",
		...limits
	}, `last succeeded ${duration(Math.max(0, age))} ago${afterwards(known)}`);
}
function neverSucceeded(id, known) {
	const ran = known.find(({ lastAt }) => lastAt !== null);
	if (ran === void 0) return stated(id, "warning", "it has never run");
	if (ran.lastOutcome === null) return stated(id, "warning", "it never succeeded; its last run has no end yet");
	return stated(id, "critical", `it never succeeded; its last run: ${ran.lastOutcome}`);
}
function afterwards(known) {
	const later = known.find(({ lastAt, lastOkAt }) => lastAt !== null && lastOkAt !== null && lastAt > lastOkAt);
	return later ? `; since then: ${later.lastOutcome ?? "one without an end yet"}` : "";
}

// plugins/health_check/src/sensors.ts
/** The thermometer that is worst off; one that cannot be read makes the whole unknown, unless another is too hot. */
function temperatureOf({ temperatures }) {
	const [hottest] = temperatures.filter((one) => !("unavailable" in one)).map(judged).sort(byUrgency);
	const unread = temperatures.find((one) => "unavailable" in one);
	if (unread !== void 0 && (hottest === void 0 || hottest.status === "ok")) return unknown("temperature", unread);
	return hottest ?? stated("temperature", "not_applicable", "there is no thermometer");
}
/** Too little voltage now is critical, earlier since boot a warning. */
function undervoltageOf({ undervoltage }) {
	const id = "undervoltage";
	if (undervoltage === null) return stated(id, "not_applicable", "this machine does not watch its supply");
	if (undervoltage.now) return stated(id, "critical", "the supply gives too little voltage now");
	if (undervoltage.sinceBoot) return stated(id, "warning", "the supply gave too little voltage since boot");
	return stated(id, "ok", "the supply gives enough voltage");
}
const urgency = [
	"critical",
	"warning",
	"ok"
];
function byUrgency(a, b) {
	return urgency.indexOf(a.status) - urgency.indexOf(b.status) || (b.percent ?? 0) - (a.percent ?? 0);
}
/** Where its maker names no limits: at 80 °C a Raspberry Pi slows down, 95 °C is too much for anything. */
function judged({ name, milliCelsius, highMilliCelsius, criticalMilliCelsius }) {
	const value = rounded(milliCelsius / 1e3);
	const criticalThreshold = rounded((criticalMilliCelsius ?? 95e3) / 1e3);
	const hot = highMilliCelsius === null ? Math.min(80, criticalThreshold - 10) : highMilliCelsius / 1e3;
	const limits = {
		threshold: rounded(Math.min(hot, criticalThreshold)),
		criticalThreshold
	};
	const sentence = `${name} has ${value} °C (limit ${criticalThreshold} °C)`;
	return measured("temperature", {
		value,
		unit: "°C",
		...limits,
		percent: value / criticalThreshold * 100
	}, sentence);
}

// plugins/health_check/src/system.ts
/** A unit that failed was told to run and does not. */
function unitsOf({ failed }) {
	const names = failed.map(({ unit }) => unit);
	const sentence = failed.length === 0 ? "none has failed" : `${failed.length} failed: ${some(names)}`;
	return measured("units", {
		value: failed.length,
		unit: "units",
		criticalThreshold: 1
	}, sentence);
}
function clockOf({ synchronized, by, lastSyncAt }, now) {
	const ago = lastSyncAt === null ? NaN : now - Date.parse(lastSyncAt);
	const last = ago >= 0 ? `, last ${duration(ago)} ago` : "";
	if (synchronized) return stated("clock", "ok", `synchronised, says ${by}${last}`);
	return stated("clock", "warning", `not synchronised, says ${by}${last}`);
}
/** A few come and go; more mean that a parent does not look after its children. */
function zombiesOf({ zombie, zombies, total }) {
	const sentence = zombie === 0 ? `none among ${total} processes` : `${zombie}, ${leftBy(zombies)}`;
	return measured("zombies", {
		value: zombie,
		unit: "processes",
		threshold: 5
	}, sentence);
}
function serverOf({ state, pid }) {
	const process = pid === null ? "its process" : `process ${pid}`;
	if (state === "running") return stated("server", "ok", `${process} answers`);
	if (state === "silent") return stated("server", "critical", `${process} is there, its socket does not answer`);
	if (state === "dead") return stated("server", "critical", `${process} ended without a word: parrot server start`);
	return stated("server", "warning", "installed, not started: parrot server start");
}
function leftBy(zombies) {
	const byParent = [...Map.groupBy(zombies, ({ parent }) => parent)];
	const [worst] = byParent.sort(([, a], [, b]) => b.length - a.length)[0] ?? ["nobody"];
	return `${byParent.length > 1 ? "most " : ""}left by process ${worst}`;
}

// plugins/health_check/src/items.ts
/** What each item of `--only` and `--skip` looks at, in the order of the report. The manifest lists the same names. */
const items = {
	disk: ({ mounts }, { disk }) => looked("disk", mounts, (all) => all.map((mount) => diskOf(mount, disk))),
	inodes: ({ mounts }, { disk }) => looked("inodes", mounts, (all) => all.map((mount) => inodesOf(mount, disk))),
	read_only: ({ mounts }) => looked("read_only", mounts, (all) => all.map(readOnlyOf)),
	load: ({ load }, limits) => looked("load", load, (fact) => [loadOf(fact, limits.load)]),
	memory: ({ memory }, limits) => looked("memory", memory, (fact) => [memoryOf(fact, limits.memory)]),
	swap: ({ memory }) => looked("swap", memory, (fact) => [swapOf(fact)]),
	pressure: ({ pressure }) => looked("pressure", pressure, pressureOf),
	temperature: ({ sensors }) => looked("temperature", sensors, (fact) => [temperatureOf(fact)]),
	undervoltage: ({ sensors }) => looked("undervoltage", sensors, (fact) => [undervoltageOf(fact)]),
	units: ({ units }) => looked("units", units, (fact) => [unitsOf(fact)]),
	clock: ({ clock }, _, now) => looked("clock", clock, (fact) => [clockOf(fact, now)]),
	zombies: ({ processes }) => looked("zombies", processes, (fact) => [zombiesOf(fact)]),
	daily_workflow: ({ runs }, { dailyHours }, now) => ran("daily_workflow", ["daily_workflow"], runs, dailyHours, now),
	backup: ({ runs }, { backupHours }, now) => ran("backup", ["backup", "backup_create"], runs, backupHours, now),
	server: ({ server }) => looked("server", server, (fact) => [serverOf(fact)])
};
function ran(id, tools, runs, hours, now) {
	return looked(id, runs, (fact) => [lastRun({
		id,
		tools,
		hours
	}, fact, now)]);
}

// plugins/health_check/src/report.ts
/** Judges the facts. `now` in milliseconds since the epoch. */
function report(facts, input, config, now) {
	const limits = limitsFrom(input, config);
	const checks = chosen(input).flatMap((judge) => judge(facts, limits, now));
	const counts = count(checks);
	const shown = input.quiet ? checks.filter(({ status }) => status !== "ok" && status !== "not_applicable") : checks;
	const summary = input.quiet && shown.length === 0 && checks.length > 0 ? "" : words(counts);
	return {
		findings: counts.critical > 0,
		status: worst(counts),
		summary,
		counts,
		checks: shown
	};
}
function limitsFrom(input, config) {
	return {
		disk: input.disk_threshold ?? config.DISK_THRESHOLD,
		load: input.load_threshold ?? config.LOAD_THRESHOLD,
		memory: input.mem_threshold ?? config.MEM_THRESHOLD,
		dailyHours: config.DAILY_WORKFLOW_HOURS,
		backupHours: config.BACKUP_HOURS
	};
}
function chosen({ only, skip = [] }) {
	return Object.keys(items).filter((name) => (only ?? [name]).includes(name) && !skip.includes(name)).map((name) => items[name]).filter((judge) => judge !== void 0);
}
const order = [
	"critical",
	"warning",
	"unknown",
	"ok",
	"not_applicable"
];
function count(checks) {
	const counts = {
		critical: 0,
		warning: 0,
		unknown: 0,
		ok: 0,
		not_applicable: 0
	};
	for (const { status } of checks) counts[status] += 1;
	return counts;
}
/** Nothing looked at is nothing known. */
function worst(counts) {
	return order.find((status) => counts[status] > 0) ?? "unknown";
}
function words(counts) {
	const parts = order.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${noun(status, counts[status])}`);
	return parts.length > 0 ? parts.join(", ") : "nothing was checked";
}
function noun(status, count) {
	return status === "warning" && count > 1 ? "warnings" : status.replace("_", " ");
}

// plugins/health_check/src/main.ts
await definePlugin(({ facts, input, config }) => report(facts, input, config, Date.now()));

export {  };