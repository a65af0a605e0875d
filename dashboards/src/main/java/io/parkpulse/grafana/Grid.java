package io.parkpulse.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lays panels out, from left to right and down, so that none covers another. */
final class Grid {
    private static final int WIDTH = 24;

    private final ArrayNode panels = JsonNodeFactory.instance.arrayNode();
    private int x;
    private int y;
    private int lineHeight;

    /** Begins a part of the board, under a line with its title. */
    Grid part(String title) {
        nextLine();
        ObjectNode row = panels.addObject();
        row.put("id", panels.size()).put("type", "row").put("title", title).put("collapsed", false);
        row.putObject("gridPos").put("h", 1).put("w", WIDTH).put("x", 0).put("y", y);
        row.putArray("panels");
        y++;
        return this;
    }

    Grid add(Panel panel) {
        if (x + panel.width() > WIDTH) {
            nextLine();
        }
        panels.add(panel.json(panels.size() + 1, x, y));
        x += panel.width();
        lineHeight = Math.max(lineHeight, panel.height());
        return this;
    }

    private void nextLine() {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
    }

    ArrayNode panels() {
        return panels;
    }
}
