package io.parkpulse.cli;

import io.parkpulse.files.Staging;
import io.parkpulse.imports.Import;
import io.parkpulse.imports.ImportFiles;
import io.parkpulse.mapping.IdBook;
import io.parkpulse.message.Message;
import io.parkpulse.registry.MappingFile;
import io.parkpulse.registry.RegistryException;
import io.parkpulse.registry.RegistryReader;
import io.parkpulse.text.Columns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: files of other shapes as a recording. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Make a recording of files as they come: CSV, JSON or XML of meters, counters and attendance terminals.",
            "",
            "A mapping in YAML says which column is what, how times are written and in which zone, and what units,"
                    + " words and ids mean. It is checked whole before anything is written, also against the columns of"
                    + " the files. docs/import.md describes every key, and docs/mappings has one for each of the usual"
                    + " exports.",
            "",
            "A row that gives no record is a dead letter with its file and line. Look at the first rows with --show."
        },
        footerHeading = "%nExample: meters.csv and the other tables in site, a Chinese export with a column a quarter"
                + " of an hour beside them%n",
        footer = {
            "  parkpulse import site --mapping site/mapping.yaml --show 2",
            "  parkpulse import site --mapping site/mapping.yaml --out recordings/site",
            "  parkpulse replay recordings/site --out out/site",
            "",
            "  inputs:",
            "    - files: export-*.csv",
            "      stream: power",
            "      format: csv",
            "      shape: wide",
            "      times: \"00:15..24:00\"",
            "      meter: 户号",
            "      at: {column: 日期, pattern: yyyy-MM-dd, zone: park, stamp: end, length: PT15M}",
            "      unit: kWh",
            "",
            "Files written to REC: the registry's tables as they are in DIR, one file for each stream of the mapping",
            "(power.jsonl, headcount.jsonl, checkin.jsonl), dead-letters.jsonl.",
            "",
            "Exit codes: 0 done, 3 done, but no row gave a record, 2 wrong usage, mapping or registry (REC is as it",
            "was), 1 the run failed."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;
    private static final int SHOWN_WIDTH = 300;
    private static final int SHOWN_RECORDS = 8;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "The registry's tables; the mapping's files are looked for here first.")
    private Path dir;

    @Option(names = "--mapping", required = true, paramLabel = "FILE", description = "What stands where in the files.")
    private Path mapping;

    @Option(
            names = "--out",
            paramLabel = "REC",
            description = "The recording to write; must not exist yet. Required without --show.")
    private Path out;

    @Option(names = "--force", description = "Replace REC if it holds what an earlier import wrote, and nothing else.")
    private boolean force;

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "Print the first N rows of each input, before and after, and write nothing.")
    private Integer show;

    @Override
    public Integer call() throws Exception {
        if (show == null && out == null) {
            throw Usage.missing(spec, "--out=REC");
        }
        Usage.require(spec, show == null || show > 0, "--show", show, Usage.ABOVE_0);
        Usage.require(spec, Files.isDirectory(dir), "DIR", dir, Message.of("usage.registry"));
        if (show == null) {
            // Replacing REC must not cost what it is made of.
            Usage.require(
                    spec,
                    !dir.toRealPath().startsWith(out.toAbsolutePath().normalize()),
                    "--out",
                    out,
                    Message.of("usage.other_than_dir"));
            target().check();
        }
        PrintWriter err = spec.commandLine().getErr();
        RegistryReader.Result registry = null;
        MappingFile read = null;
        List<String> problems = new ArrayList<>();
        try {
            registry = RegistryReader.read(dir);
        } catch (RegistryException e) {
            problems.add(CliTexts.of(spec).of(e));
        }
        List<ImportFiles.Source> sources = List.of();
        try {
            read = MappingFile.read(mapping, dir, System::getenv);
            sources = ImportFiles.find(read, dir, mapping.toAbsolutePath().getParent());
        } catch (RegistryException e) {
            problems.add(CliTexts.of(spec).of(e));
        }
        if (!problems.isEmpty()) {
            problems.forEach(err::println);
            return ExitCode.USAGE;
        }
        registry.warnings().forEach(warning -> err.println(CliTexts.of(spec).warning(warning)));
        sources.forEach(source -> source.warnings()
                .forEach(warning -> err.println(CliTexts.of(spec).warning(warning))));
        Import rows = new Import(sources, IdBook.of(registry.registry()), System::getenv);
        return show == null ? write(rows, err) : show(rows);
    }

    private Staging.Target target() {
        return new Staging.Target("--out", out, force, Recording.IMPORTED);
    }

    private int write(Import rows, PrintWriter err) throws IOException {
        List<Import.Counts> counts;
        try (ProgressDisplay progress = new ProgressDisplay(CliTexts.of(spec), Terminal.showsErr(), err);
                Staging staging = Staging.of(
                        target(),
                        ShellWords.join(
                                "./parkpulse",
                                "import",
                                dir.toString(),
                                "--mapping",
                                mapping.toString(),
                                "--out",
                                out.toString()))) {
            Path result = staging.directory("recording");
            for (String file : Recording.TABLES) {
                if (Files.exists(dir.resolve(file))) {
                    Files.copy(dir.resolve(file), result.resolve(file));
                }
            }
            progress.begin(
                    new ProgressDisplay.Phase(CliTexts.of(spec).of("progress.import"), "MiB", MEBIBYTE), rows.bytes());
            counts = rows.writeTo(result, progress::at);
            progress.end();
            staging.publish(result);
        }
        return summarize(counts, err);
    }

    private int summarize(List<Import.Counts> counts, PrintWriter err) {
        PrintWriter print = spec.commandLine().getOut();
        long records = counts.stream().mapToLong(Import.Counts::records).sum();
        long read = counts.stream().mapToLong(Import.Counts::read).sum();
        long dead = counts.stream().mapToLong(Import.Counts::allDead).sum();
        CliTexts texts = CliTexts.of(spec);
        print.println(texts.of(
                "import.summary",
                "dir",
                out,
                "read",
                Message.count(read),
                "records",
                Message.count(records),
                "skipped",
                Message.count(read - records - dead),
                "dead",
                Message.count(dead)));
        for (Import.Counts each : counts) {
            print.println("  "
                    + texts.of(
                            "import.file",
                            "file",
                            each.file(),
                            "stream",
                            each.stream().id(),
                            "read",
                            Message.count(each.read()),
                            "records",
                            Message.count(each.records()),
                            "skipped",
                            Message.count(each.skipped()),
                            "dead",
                            Message.count(each.allDead())));
        }
        if (dead > 0) {
            Map<String, Long> reasons = new TreeMap<>();
            counts.forEach(each -> each.dead().forEach((reason, n) -> reasons.merge(reason.id(), n, Long::sum)));
            List<String> counted = new ArrayList<>();
            reasons.forEach((reason, n) -> counted.add(reason + " " + Message.count(n)));
            print.println(texts.of(
                    "import.dead", "reasons", String.join(", ", counted), "file", out.resolve(Import.DEAD_LETTERS)));
        }
        if (records == 0) {
            print.flush();
            err.println(texts.of("import.nothing"));
            err.flush();
            return ExitCode.NOTHING_APPLIED;
        }
        print.println(Recording.next(texts, out));
        print.flush();
        return ExitCode.DONE;
    }

    private int show(Import rows) throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        CliTexts texts = CliTexts.of(spec);
        String before = texts.of("import.before");
        String after = texts.of("import.after");
        int width = Math.max(6, Math.max(Columns.width(before), Columns.width(after)));
        String untouched = "  " + Columns.left(before, width) + "  ";
        String made = "  " + Columns.left(after, width) + "  ";
        List<Import.Shown> shown = rows.show(show);
        for (Import.Shown each : shown) {
            print.println(each.source());
            print.println(untouched + Columns.cut(each.before(), SHOWN_WIDTH));
            List<String> records = each.after();
            for (String line : records.subList(0, Math.min(SHOWN_RECORDS, records.size()))) {
                print.println(made + Columns.cut(line, SHOWN_WIDTH));
            }
            if (records.size() > SHOWN_RECORDS) {
                print.println(made + texts.of("import.more", "n", records.size() - SHOWN_RECORDS));
            }
        }
        if (shown.isEmpty()) {
            print.println(texts.of("import.no_row"));
        }
        print.println(texts.of("import.only_shown"));
        print.flush();
        return ExitCode.DONE;
    }
}
