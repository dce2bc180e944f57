/** What the program says, each on a line of its own. */
export const exactSet = 'parrot: this is the set that was approved'
export const otherSet = 'parrot: this is not the set that was approved'
export const locked = 'parrot: another program was first'

/**
 * What dnf's own library does for Parrot, in the Python that dnf runs in; dnf's command line offers neither a look without a lock
 * nor an exact set. A constant: nothing of a caller's is part of it. Its argument:
 * `look` prints as JSON what an update would do now, by what was fetched already, for any user and without a lock;
 * `installed` prints as JSON what is installed; `download` fetches the packages; `install` does exactly the set in the file that
 * PARROT_SET names, looked at under dnf's lock, or nothing.
 * Whatever would replace a package by another is left out, and older kernels stay: nothing is removed. Each signature is checked.
 */
export const program = String.raw`
import contextlib, json, os, sys
import dnf, dnf.cli.cli, dnf.conf, dnf.lock, dnf.yum.rpmtrans, hawkey

mode = sys.argv[1]
looks = mode in ("look", "installed")

def say(text):
    print(text, flush=True)

class Display(dnf.yum.rpmtrans.TransactionDisplay):
    errors = []
    told = set()
    def progress(self, package, action, ti_done, ti_total, ts_done, ts_total):
        line = "%s: %s" % (dnf.transaction.ACTIONS.get(action, "Doing"), package)
        if line not in self.told:
            self.told.add(line)
            say(line)
    def scriptout(self, text):
        if text:
            say(text if isinstance(text, str) else text.decode("utf-8", "replace"))
    def error(self, text):
        self.errors.append(text)
        say("Error: " + text)

def opened():
    base = dnf.Base(dnf.conf.Conf())
    cli = dnf.cli.cli.Cli(base)
    cli._read_conf_file()
    conf = base.conf
    conf.cachedir = conf.system_cachedir
    conf.obsoletes, conf.best, conf.strict = False, False, False
    conf.installonly_limit, conf.keepcache, conf.exit_on_lock = 0, True, True
    base.init_plugins(cli=cli)
    base.pre_configure_plugins()
    if mode != "installed":
        base.read_all_repos()
    base.configure_plugins()
    if mode == "installed":
        base.fill_sack(load_system_repo=True, load_available_repos=False)
        return base
    for repo in base.repos.iter_enabled():
        repo.skip_if_unavailable = False
    base.fill_sack_from_repos_in_cache()
    return base

def solved(base):
    held = base.sack.query(flags=hawkey.IGNORE_EXCLUDES).upgrades().difference(base.sack.query().upgrades())
    for _ in range(50):
        base.upgrade_all()
        base.resolve()
        coming = list(base.transaction.install_set)
        names = {one.name for one in coming}
        gone = [one for one in base.transaction.remove_set if one.name not in names]
        if not gone:
            return coming, list(base.transaction.remove_set), held
        query = base.sack.query()
        culprits = query.filter(pkg=coming).filter(obsoletes=query.filter(pkg=gone))
        if not culprits:
            break
        base.sack.add_excludes(culprits)
        base.reset(goal=True)
    raise dnf.exceptions.Error("it would remove " + ", ".join(sorted(map(str, gone))))

def before(one, leaving):
    same = [old for old in leaving if old.name == one.name]
    exact = [old for old in same if old.arch == one.arch] or same
    return exact[0].evr if exact else None

def secures(base, one, old):
    for advisory in one.get_advisories(hawkey.EQ) + (one.get_advisories(hawkey.LT) if old else []):
        if advisory.type == hawkey.ADVISORY_SECURITY:
            for fixed in advisory.packages:
                if fixed.name == one.name and (not old or base.sack.evr_cmp(fixed.evr, old) > 0):
                    return True
    return False

def set_of(coming, leaving):
    return [[one.name, one.arch, before(one, leaving), one.evr] for one in coming]

def look():
    base = opened()
    coming, leaving, held = solved(base)
    names = {one.name for one in coming}
    changes = [
        {"name": name, "arch": arch, "from": old, "to": new, "origin": one.reponame, "security": secures(base, one, old)}
        for one, (name, arch, old, new) in zip(coming, set_of(coming, leaving))
    ]
    everything = base.sack.query(flags=hawkey.IGNORE_EXCLUDES)
    installed = {(one.name, one.arch): one.evr for one in everything.installed()}
    fresh = [one for one in everything.upgrades().latest() if one.name not in names]
    heldNames = {one.name for one in held}
    kept = [
        {"name": one.name, "from": installed.get((one.name, one.arch), ""), "to": one.evr,
         "because": "held" if one.name in heldNames else "needs"}
        for one in fresh
    ]
    fetch = [one.downloadsize for one in coming if not os.path.exists(one.localPkg())]
    ages = [repo._repo.getAge() for repo in base.repos.iter_enabled()]
    return {"changes": changes, "kept": kept, "bytes": sum(fetch), "age": max(ages, default=None)}

def installed():
    base = opened()
    query = base.sack.query(flags=hawkey.IGNORE_EXCLUDES).installed()
    twice = {(one.name, one.arch) for one in query.difference(base._get_installonly_query(query)).duplicated()}
    return [
        {"name": one.name, "arch": one.arch, "version": one.evr, "at": one.installtime, "twice": (one.name, one.arch) in twice}
        for one in query
    ]

def wanted():
    with open(os.environ["PARROT_SET"]) as file:
        return sorted(line.split() for line in file)

def change():
    base = opened()
    coming, leaving, _ = solved(base)
    if mode == "install":
        now = sorted([name, arch, old or "-", new] for name, arch, old, new in set_of(coming, leaving))
        if not now or now != wanted():
            say("${otherSet}")
            return 1
    base.download_packages(coming)
    for one in coming:
        result, why = base.package_signature_check(one)
        if result != 0:
            raise dnf.exceptions.Error("%s: %s" % (one, why))
    if mode == "install":
        say("${exactSet}")
        base.do_transaction(Display())
        if Display.errors:
            return 1
    return 0

def alone():
    # dnf takes this lock itself later on, and frees it then; for the same process that is the same lock.
    lock = dnf.lock.build_rpmdb_lock(dnf.conf.Conf().persistdir, True)
    lock.__enter__()
    try:
        return change()
    finally:
        with contextlib.suppress(FileNotFoundError):
            lock.__exit__()

try:
    if looks:
        dnf.lock.build_metadata_lock = lambda *_: contextlib.nullcontext()
        print(json.dumps(look() if mode == "look" else installed()))
        sys.exit(0)
    sys.exit(alone())
except (dnf.exceptions.LockError, dnf.exceptions.ProcessLockError) as error:
    print("${locked}")
    print("Error: %s" % error)
    sys.exit(1)
except dnf.exceptions.Error as error:
    print("Error: " + " ".join(str(error).split()), file=sys.stderr if looks else sys.stdout)
    sys.exit(1)
`
