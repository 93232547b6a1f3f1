//! Screens: pages, REST API, live streams.
