import java.io.File;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Validates PDF files against PDF/UA-1 and PDF/A-2a with the veraPDF engine.
 *
 * The exit code is 0 if every file passes, 1 if a rule is broken, and 2 if
 * a file cannot be read in full, the engine breaks down or no file is named.
 */
public final class Validate {
    private static final PDFAFlavour[] FLAVOURS = {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A};

    /** What the engine logged as a warning or worse during the validation in hand. */
    private static final Set<String> WARNINGS = new LinkedHashSet<>();

    public static void main(String[] files) {
        if (files.length == 0) {
            System.err.println("usage: validate FILE.pdf...");
            System.exit(2);
        }
        collectWarnings();
        int exit = 0;
        try {
            VeraGreenfieldFoundryProvider.initialise();
            for (String file : files) {
                for (PDFAFlavour flavour : FLAVOURS) {
                    exit = Math.max(exit, validate(file, flavour));
                }
            }
        } catch (Throwable broken) {
            // Nothing may end this program with exit code 1 but a broken rule.
            System.out.println("ERROR the engine does not start: " + broken);
            exit = 2;
        }
        System.out.flush();
        System.exit(exit);
    }

    /** Validates one file against one flavour, prints the result and returns its exit code. */
    private static int validate(String file, PDFAFlavour flavour) {
        String head = file + " " + flavour.getId() + " ";
        WARNINGS.clear();
        // The validator keeps one failure of each rule and no passed check, and explains the failure.
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            int checks = result.getTotalAssertions();
            String warnings = WARNINGS.isEmpty() ? "" : "; the engine warned: " + String.join("; ", WARNINGS);
            // A run that was cut short, or that checked nothing, says nothing about the file.
            if (result.getJobEndStatus() != JobEndStatus.NORMAL || checks == 0) {
                System.out.println(head + "ERROR the validation ended early, after " + checks + " checks");
                return 2;
            }
            if (!result.isCompliant()) {
                printFailures(head, result, warnings);
                return 1;
            }
            // The engine passes over content that it cannot parse, and only its log tells of it.
            if (!warnings.isEmpty()) {
                System.out.println(head + "ERROR " + checks + " checks passed" + warnings);
                return 2;
            }
            System.out.println(head + "PASS " + checks + " checks");
            return 0;
        } catch (Throwable broken) {
            // Errors are caught too: a class missing from the engine is one.
            System.out.println(head + "ERROR " + reason(broken));
            return 2;
        }
    }

    /** Prints each broken rule with the number of its failures and the first of them. */
    private static void printFailures(String head, ValidationResult result, String warnings) {
        Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                first.putIfAbsent(assertion.getRuleId(), assertion);
            }
        }
        System.out.println(head + "FAIL " + result.getTotalAssertions() + " checks, rules broken: "
                + first.size() + warnings);
        for (Map.Entry<RuleId, TestAssertion> entry : first.entrySet()) {
            RuleId rule = entry.getKey();
            TestAssertion failure = entry.getValue();
            // Only the first failure of a rule was kept, but all were counted.
            Integer count = result.getFailedChecks().get(rule);
            System.out.println("  clause " + rule.getClause() + " test " + rule.getTestNumber()
                    + " (" + count + " times): " + oneLine(failure.getMessage()));
            System.out.println("    first at " + failure.getLocation().getContext());
            if (failure.getErrorMessage() != null) {
                System.out.println("    " + oneLine(failure.getErrorMessage()));
            }
        }
    }

    /** Makes the engine's log go to WARNINGS instead of to the standard error stream. */
    private static void collectWarnings() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    WARNINGS.add(oneLine(entry.getMessage()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /** Names the exception and the innermost cause that has a message. */
    private static String reason(Throwable thrown) {
        String text = oneLine(thrown.toString());
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                text = oneLine(thrown.getMessage()) + ": " + oneLine(cause.toString());
            }
        }
        return text;
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").trim();
    }
}
