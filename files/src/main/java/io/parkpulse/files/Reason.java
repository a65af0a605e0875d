package io.parkpulse.files;

import io.parkpulse.message.Message;
import io.parkpulse.message.Said;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Why something failed, in a sentence: what our own words say of it, and what was at the bottom of it. */
public final class Reason {
    private static final int LONGEST_CHAIN = 100;
    private static final Pattern CLASS = Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z][\\w$]*: ");

    private Reason() {}

    /** A message for whoever started it; never blank. */
    public static String of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Throwable root = chain.get(chain.size() - 1);
        Throwable first =
                chain.stream().filter(each -> !isMereWrapper(each)).findFirst().orElse(root);
        String said = text(first);
        String bottom = text(root);
        return first == root || said.contains(bottom) || root.getMessage() != null && said.contains(root.getMessage())
                ? said
                : said + ": " + bottom;
    }

    /** Whether something of this kind was at the bottom of it, or on the way there. */
    public static boolean isOf(Class<? extends Throwable> kind, Throwable failure) {
        return chain(failure).stream()
                .anyMatch(each -> kind.isInstance(each)
                        || String.valueOf(each.getMessage()).startsWith(kind.getName()));
    }

    /** What can be said of it in any language; empty where it has a message in English alone. */
    public static Optional<Message> said(Throwable failure) {
        return chain(failure).stream()
                .filter(Said.class::isInstance)
                .map(each -> ((Said) each).said())
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && chain.size() < LONGEST_CHAIN; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    /** What says no more than that something in it failed. */
    private static boolean isMereWrapper(Throwable failure) {
        return failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof InvocationTargetException
                || failure instanceof UncheckedIOException
                || failure.getClass().getName().startsWith("org.apache.flink.")
                || failure.getMessage() == null
                || failure.getCause() != null
                        && failure.getMessage().equals(failure.getCause().toString());
    }

    private static String text(Throwable failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission: " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failure instanceof FileSystemException of && of.getReason() != null) {
            return of.getFile() + ": " + of.getReason();
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        // What comes back from a job may be text, with the class before the message.
        return failure.getClass().getName().startsWith("org.apache.flink.")
                ? CLASS.matcher(message.strip()).replaceFirst("")
                : message.strip();
    }
}
