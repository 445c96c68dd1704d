import sys

from captions.command import main

if __name__ == "__main__":
    sys.exit(main())
