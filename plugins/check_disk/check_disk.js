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

// plugins/check_disk/src/report.ts
/** One row a mount. Throws where there are no mounts to judge: a table without rows would look like good news. */
function report({ mounts }, input, config) {
	if (mounts === void 0) throw new Error("the host did not hand over its mounts");
	if ("unavailable" in mounts) throw new Error(mounts.unavailable.says);
	if ("absent" in mounts) throw new Error(mounts.absent.says);
	if (mounts.length === 0) throw new Error("the host found no mount that holds data");
	const threshold = input.disk_threshold ?? config.DISK_THRESHOLD;
	const rows = mounts.map((mount) => rowOf(mount, threshold));
	const status = worst(rows.map((row) => row.status));
	const shown = input.quiet ? rows.filter((row) => isNews(row.status)) : rows;
	const summary = input.quiet && shown.length === 0 ? "" : words(rows);
	return {
		findings: status === "critical",
		status,
		summary,
		mounts: shown
	};
}
function rowOf(mount, threshold) {
	const [disk, inodes] = [diskOf(mount, threshold), inodesOf(mount, threshold)];
	const checks = [
		disk,
		inodes,
		readOnlyOf(mount)
	];
	const { path, source, type, space } = mount;
	const { totalBytes, usedBytes, availableBytes } = "unavailable" in space ? nothing : space;
	return {
		path,
		source,
		type,
		status: worst(checks.map((check) => check.status)),
		totalBytes,
		usedBytes,
		availableBytes,
		usedPercent: disk.value,
		inodesPercent: inodes.value,
		sentence: wrong(checks)
	};
}
const nothing = {
	totalBytes: null,
	usedBytes: null,
	availableBytes: null
};
const order = [
	"critical",
	"warning",
	"unknown",
	"ok",
	"not_applicable"
];
function worst(found) {
	return order.find((status) => found.includes(status)) ?? "unknown";
}
function isNews(status) {
	return status !== "ok" && status !== "not_applicable";
}
/** Space and inodes of a mount that cannot be looked at fail with the same words. */
function wrong(checks) {
	const news = checks.filter(({ status }) => isNews(status)).map(({ sentence }) => sentence);
	return [...new Set(news)].join("; ");
}
function words(rows) {
	const bad = rows.filter(({ status }) => isNews(status)).length;
	const all = rows.length === 1 ? "1 mount" : `${rows.length} mounts`;
	return bad === 0 ? `${all}, all well` : `${all}, ${bad} not well`;
}

// plugins/check_disk/src/main.ts
await definePlugin(({ facts, input, config }) => report(facts, input, config));

export {  };