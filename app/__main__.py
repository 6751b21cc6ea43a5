"""python -m app: the same as the `liveblog` command."""

from app.cli import main

if __name__ == "__main__":
    main()
